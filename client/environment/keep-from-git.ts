import * as vscode from 'vscode';
import { ignoreLine } from '../../core/gitignore.ts';
import { appendedLine } from '../../core/text-edits.ts';
import { USUAL_MODE } from '../../disk/replace-file.ts';
import { GIT_STATUS, type GitStatusAnswer, type GitStatusParams } from '../../server/protocol.ts';
import type { CommandContext } from '../commands/context.ts';
import { showFailure } from '../failures.ts';
import { pathOf } from '../path-of.ts';
import { sayDone } from '../say-done.ts';
import { editFile } from './edit-file.ts';

type Context = Pick<CommandContext, 'server' | 'log'>;

/** Says where git would take a file along that holds a credential, and offers to mend that. Never throws. */
export async function keepFromGit(context: Context, uri: vscode.Uri): Promise<void> {
  const file = pathOf(uri);
  switch (await statusOf(context, uri)) {
    case 'ignored':
      return;
    case 'tracked':
      await vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Git tracks {0}: with the next commit, the credential would be in the repository. Run “git rm --cached” on the file, and have .gitignore leave it out.',
          file,
        ),
      );
      return;
    case 'unknown':
      await vscode.window.showWarningMessage(
        vscode.l10n.t(
          'It could not be checked whether git ignores {0}. Make sure that it does before you commit.',
          file,
        ),
      );
      return;
    case 'untracked':
      await offerToIgnore(context, uri, file);
  }
}

async function statusOf({ server, log }: Context, uri: vscode.Uri): Promise<GitStatusAnswer> {
  try {
    const params: GitStatusParams = { uri: uri.toString() };
    return await server.request<GitStatusAnswer>(GIT_STATUS, params);
  } catch (error) {
    log.warn('How git treats a file could not be found out.', error);
    return 'unknown';
  }
}

async function offerToIgnore({ log }: Context, uri: vscode.Uri, file: string): Promise<void> {
  const add = vscode.l10n.t('Add to .gitignore');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Git does not ignore {0}: with the next commit, the credential may be in the repository.',
      file,
    ),
    add,
  );
  if (choice !== add) return;
  try {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
    const line = ignoreLine(uri.path.slice(folder.path.replace(/\/$/, '').length + 1));
    const gitignore = vscode.Uri.joinPath(folder, '.gitignore');
    const isSaved = await editFile(gitignore, (text) => [appendedLine(text, line)], USUAL_MODE);
    if (isSaved) {
      sayDone(vscode.l10n.t('Git ignores {0}', file));
      return;
    }
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '.gitignore has other changes that are not saved. Save it for {0} to be ignored.',
        file,
      ),
    );
  } catch (error) {
    await showFailure(error, log);
  }
}
