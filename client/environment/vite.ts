import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';

const CONFIGURATION = /^vite\.config\.[cm]?[jt]s$/;

/**
 * Whether a file is of what Vite builds, as far as the nearest package.json above it tells: there code has environment
 * variables in `import.meta.env`, and only those whose names begin with `VITE_`.
 */
export async function usesVite(uri: vscode.Uri): Promise<boolean> {
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  if (top === undefined) return false;
  for (let at = uri; at.path.length > top.length; ) {
    at = vscode.Uri.joinPath(at, '..');
    const names = (await vscode.workspace.fs.readDirectory(at)).map(([name]) => name);
    if (names.some((name) => CONFIGURATION.test(name))) return true;
    if (names.includes('package.json'))
      return dependsOnVite(vscode.Uri.joinPath(at, 'package.json'));
  }
  return false;
}

async function dependsOnVite(uri: vscode.Uri): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const { dependencies, devDependencies } = asRecord(JSON.parse(text)) ?? {};
    return [dependencies, devDependencies].some((each) => asRecord(each)?.['vite'] !== undefined);
  } catch {
    return false; // whoever is writing it will see that it is no JSON
  }
}
