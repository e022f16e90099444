import * as vscode from 'vscode';
import type { QueryFileSystem } from '../queries/query-file-system.ts';

/** Opens a query of the active declaration as a document of its own. @throws where no declaration is active */
export async function editQuery(queries: QueryFileSystem): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'cartotoken') {
    throw new Error(
      vscode.l10n.t(
        'A query is edited from its declaration. Open a *.cartotoken.json and put the cursor into a grant.',
      ),
    );
  }
  await queries.edit(editor);
}
