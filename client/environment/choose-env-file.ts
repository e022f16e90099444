import * as vscode from 'vscode';
import { isEnvFile } from '../../core/dotenv.ts';
import { pathOf } from '../path-of.ts';

/**
 * The `.env` file that the user chooses: one there is in the workspace, or one to be made. Undefined where none is chosen.
 *
 * @param title what it is chosen for
 * @throws where no folder is open
 */
export async function chooseEnvFile(title: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new Error(
      vscode.l10n.t(
        'No folder is open that an .env file could be in. Open the folder of your project first.',
      ),
    );
  }
  const chosen = await vscode.window.showQuickPick(choices(folders), {
    title,
    placeHolder: vscode.l10n.t('Which file?'),
  });
  return chosen?.uri;
}

interface Choice extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

async function choices(folders: readonly vscode.WorkspaceFolder[]): Promise<Choice[]> {
  const named = await vscode.workspace.findFiles('**/.env*', '**/node_modules/**');
  const found = named.filter(({ path }) => isEnvFile(path.split('/').at(-1) ?? ''));
  const known = new Set(found.map(String));
  const possible = folders
    .map(({ uri }) => vscode.Uri.joinPath(uri, '.env'))
    .filter((uri) => !known.has(uri.toString()));
  const byPath = (a: Choice, b: Choice) => (a.label < b.label ? -1 : 1);
  return [
    ...found.map((uri) => ({ label: pathOf(uri), uri })).sort(byPath),
    ...possible.map((uri) => ({
      label: pathOf(uri),
      description: vscode.l10n.t('new file'),
      uri,
    })),
  ];
}
