import type * as vscode from 'vscode';
import type { ProblemCounts } from '../../server/protocol.ts';

/** What stands in the view of declarations. */
export interface DeclarationNode {
  readonly kind: 'declaration';
  readonly uri: vscode.Uri;
  /** Undefined where nobody has judged it. */
  readonly problems: ProblemCounts | undefined;
}
