import type { TextEdit } from '../../../problem.ts';

/** What has a request send its key by HTTP Basic. */
export interface BasicEdits {
  readonly edits: readonly TextEdit[];
  /** Whether a key that is written out, and no variable, stands in them: they are for who has chosen them, and for no report. */
  readonly holdsKey: boolean;
}
