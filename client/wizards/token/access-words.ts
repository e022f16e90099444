import * as vscode from 'vscode';
import { acceptance } from '../../../core/carto/access.ts';
import { API_NAMES, type Api } from '../../../core/carto/apis.ts';
import type { Acceptance } from '../../../core/carto/compatibility.ts';
import { parseSource } from '../../../core/carto/sources.ts';

/** What a token can do with a grant through each of its APIs, on one line: a row of the access table, in words. */
export function accessWords(source: string, apis: readonly Api[]): string {
  const words: Readonly<Record<Acceptance, string>> = {
    accepts: vscode.l10n.t('yes'),
    refuses: vscode.l10n.t('no, requests get 403'),
    'needs-none': vscode.l10n.t('needs no grant'),
    unchecked: vscode.l10n.t('may write there'),
  };
  const read = parseSource(source);
  return apis
    .map((api) => {
      const answer = acceptance(api, read) ?? 'refuses';
      return vscode.l10n.t('{0}: {1}', API_NAMES[api], words[answer]);
    })
    .join(' · ');
}
