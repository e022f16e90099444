import type { TextEdit } from '../../problem.ts';
import type { Sent } from '../finding.ts';
import type { Place } from '../place.ts';

export function basicInstead(
  _text: string,
  _sent: Sent,
  _place: Place,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  return undefined;
}
