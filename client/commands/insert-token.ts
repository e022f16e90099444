import * as vscode from 'vscode';
import { addToEnv } from './add-to-env.ts';
import { chooseAny } from './choose-any.ts';
import type { SidebarCommand } from './context.ts';
import { fileName, insertText } from './insert-text.ts';
import { secretFor } from './secret-for.ts';

/** Inserts a token or key itself at the cursor, once the user has confirmed that it is to stand there. @throws where there is no editor */
export const insertToken: SidebarCommand = async (context, on) => {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new Error(
      vscode.l10n.t(
        'There is no file open. Open one, and put the cursor where the token is to be.',
      ),
    );
  }
  const node = await chooseAny(context, on, vscode.l10n.t('Insert Token at Cursor'));
  if (!node) return;
  const insert = vscode.l10n.t('Insert');
  const add = vscode.l10n.t('Add to .env');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Insert {0} into {1}?', node.credential.name, fileName(editor.document)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It will stand in the file itself, for all who can read that or the repository it is committed to. The code can read it from an .env file that git ignores instead.',
      ),
    },
    insert,
    add,
  );
  if (choice === add) await addToEnv(context, node, undefined);
  if (choice !== insert) return;
  const secret = await secretFor(context, node, insert);
  if (secret !== undefined) await insertText(editor, secret);
};
