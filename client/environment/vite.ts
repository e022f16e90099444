import * as vscode from 'vscode';
import { type BuildFolder, frontEndBuild } from '../../core/front-end/build.ts';
import { BOUNDS } from '../../disk/bounds.ts';
import { readWorkspaceFile } from '../workspace-file.ts';

/**
 * Whether a file is of what Vite builds: there code has environment variables in `import.meta.env`, and only those whose
 * names begin with `VITE_`.
 */
export async function usesVite(uri: vscode.Uri): Promise<boolean> {
  return (await frontEndBuild(foldersAbove(uri))) === 'vite';
}

/** The folders that a file is in, up to that of the workspace. */
async function* foldersAbove(uri: vscode.Uri): AsyncGenerator<BuildFolder> {
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  if (top === undefined) return;
  for (let at = uri; at.path.length > top.length; ) {
    at = vscode.Uri.joinPath(at, '..');
    const folder = at;
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    yield { names, read: (name) => readText(vscode.Uri.joinPath(folder, name)) };
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await readWorkspaceFile(uri, { bound: BOUNDS.manifest });
    return bytes && new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
