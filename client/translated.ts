import * as vscode from 'vscode';
import { type Phrase, spoken } from '../core/phrase.ts';

/** Words of core in the language that VS Code is shown in. */
export function translated(phrase: Phrase): string {
  return spoken(phrase, (template, values) => vscode.l10n.t(template, values));
}
