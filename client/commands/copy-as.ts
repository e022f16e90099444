import * as vscode from 'vscode';
import { copyablesFor } from '../../core/carto/snippets.ts';
import { chooseAny } from './choose-any.ts';
import type { SidebarCommand } from './context.ts';
import { secretFor } from './secret-for.ts';
import { subjectOf } from './subject.ts';

/** Copies a token or key into the clipboard with what uses it, as the user chooses. */
export const copyAs: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Copy As…');
  const node = await chooseAny(context, on, title);
  if (!node) return;
  const copyables = copyablesFor(await subjectOf(context, node));
  const { name } = node.credential;
  const chosen = await vscode.window.showQuickPick(
    copyables.map((copyable) => ({ label: copyable.name, copyable })),
    {
      title: vscode.l10n.t('Copy {0} As…', name),
      placeHolder: vscode.l10n.t('As what? The credential will be in it.'),
    },
  );
  if (!chosen) return;
  const secret = await secretFor(context, node, vscode.l10n.t('Copy'));
  if (secret === undefined) return;
  const { copyable } = chosen;
  await context.clipboard.put(copyable.write(secret), `${name} (${copyable.name})`);
};
