import * as vscode from 'vscode';
import { shown } from '../../core/wording.ts';

/** Puts a text in the place of an editor's selection, so that it can be undone. @throws where the editor takes none */
export async function insertText(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document, selection } = editor;
  const { version } = document;
  const isDone = await editor
    .edit((edit) => edit.replace(selection, text))
    .then(
      (isTaken) => isTaken,
      () => false, // it was closed
    );
  // A read-only editor says that it took the text, and does not.
  if (isDone && document.version !== version) return;
  throw new Error(
    vscode.l10n.t(
      'Nothing could be inserted into {0}: it is read-only, or was closed. Put the cursor into a file that can be changed.',
      fileName(document),
    ),
  );
}

/** What a document is called, as it may be shown. */
export function fileName({ uri }: vscode.TextDocument): string {
  return shown(uri.path.split('/').at(-1) ?? '');
}
