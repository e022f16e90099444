import type { CodeAction, Range } from 'vscode-languageserver';
import type { Redactor } from '../../core/credentials/redact.ts';
import { mapStrings } from '../../core/json/map-strings.ts';

/** What tells an action, when it is chosen, from the others that are offered at its place. */
export interface DeferredData {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
  /** The kinds that were asked for. */
  readonly only: string[] | undefined;
  /** How many of the actions there stand before it. */
  readonly index: number;
}

export function isDeferred(data: object): data is DeferredData {
  return 'index' in data;
}

/**
 * Actions as they are offered: one whose edit would write a credential gets it when it is chosen. Until then an editor sends what is
 * offered to extensions and logs with each move of the cursor.
 */
export function deferred(
  actions: readonly CodeAction[],
  at: Omit<DeferredData, 'index'>,
  redactor: Redactor,
): CodeAction[] {
  return actions.map((action, index) => {
    const { edit, ...offered } = action;
    if (!edit || !writesSecret(edit, redactor)) return action;
    return { ...offered, data: { ...at, index } satisfies DeferredData };
  });
}

/** Whether an edit writes a credential into a text. Its URIs are where it goes. */
function writesSecret(edit: object, redactor: Redactor): boolean {
  let writes = false;
  mapStrings(edit, (text, key) => {
    writes ||= (key === 'newText' || key === 'value') && redactor.holdsSecret(text);
    return text;
  });
  return writes;
}
