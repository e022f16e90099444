import * as vscode from 'vscode';
import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import { pathOf } from '../path-of.ts';

/** As many declarations as tell in which folder they lie. */
const MANY = 200;

/** Where declarations are mostly kept. */
const USUAL = 'tokens';

/** What file systems do not take in a name, or take for something else. */
const UNFIT = /[\\/:*?"<>|\s]+/g;

/**
 * Where a new declaration is to be saved: beside the others where those lie in one folder, else where the user says.
 *
 * @param name what the credential is called
 * @returns undefined where the user has cancelled; `nowhere` where no folder is open that can be written to
 */
export async function placeOfDeclaration(
  name: string,
): Promise<vscode.Uri | 'nowhere' | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => isWritable(uri));
  const [first] = folders;
  if (!first) return 'nowhere';
  const fileName = `${name.replace(UNFIT, '-').replace(/^[.-]+/, '') || 'token'}${DECLARATION_SUFFIX}`;
  const [usual, other] = await foldersOfDeclarations();
  if (!usual || other) {
    const folder = usual ?? (await usualIn(first.uri));
    return ask(vscode.Uri.joinPath(folder, fileName));
  }
  const place = vscode.Uri.joinPath(usual, fileName);
  if (!(await exists(place))) return place;
  const overwrite = vscode.l10n.t('Overwrite');
  const elsewhere = vscode.l10n.t('Save Elsewhere…');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} exists already.', pathOf(place)),
    {
      modal: true,
      detail: vscode.l10n.t('What is in it is lost where you overwrite it.'),
    },
    overwrite,
    elsewhere,
  );
  if (choice === elsewhere) return ask(place);
  return choice === overwrite ? place : undefined;
}

function ask(place: vscode.Uri): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save as Declaration'),
    defaultUri: place,
    filters: { [vscode.l10n.t('CARTO Token Declaration')]: [DECLARATION_SUFFIX.slice(1)] },
  });
}

/** The folders that declarations lie in, and can be written to. */
async function foldersOfDeclarations(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(
    `**/*${DECLARATION_SUFFIX}`,
    '**/node_modules/**',
    MANY,
  );
  const folders = files.filter(isWritable).map((file) => vscode.Uri.joinPath(file, '..'));
  return [...new Map(folders.map((folder) => [folder.toString(), folder])).values()];
}

async function usualIn(folder: vscode.Uri): Promise<vscode.Uri> {
  const usual = vscode.Uri.joinPath(folder, USUAL);
  return (await exists(usual)) ? usual : folder;
}

function isWritable({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== false;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
