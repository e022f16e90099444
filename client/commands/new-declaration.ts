import * as vscode from 'vscode';
import { TEMPLATES } from '../../core/declarations/templates.ts';
import { translated } from '../translated.ts';

/** Begins a declaration from a template the user chooses, in a document that is not saved yet. */
export async function newDeclaration(): Promise<void> {
  const template = await vscode.window.showQuickPick(
    TEMPLATES.map(({ label, detail, snippet }) => ({
      label: translated(label),
      detail: translated(detail),
      snippet,
    })),
    {
      title: vscode.l10n.t('New Token Declaration'),
      placeHolder: vscode.l10n.t('What is the token for?'),
      matchOnDetail: true,
    },
  );
  if (!template) return;
  const document = await vscode.workspace.openTextDocument({ language: 'cartotoken' });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  await editor.insertSnippet(new vscode.SnippetString(template.snippet));
}
