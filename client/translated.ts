import * as vscode from 'vscode';
import { type Phrase, spoken } from '../core/phrase.ts';

/** Words of core in the language that VS Code is shown in. */
export function translated(phrase: Phrase): string {
  return spoken(phrase, (template, values) => vscode.l10n.t(template, values));
}

/** "a, b, and c" in that language. */
export function listed(values: readonly string[]): string {
  return new Intl.ListFormat(vscode.env.language, { type: 'conjunction' }).format(values);
}
