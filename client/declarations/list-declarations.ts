import * as vscode from 'vscode';
import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import { DECLARATIONS, type DeclarationsAnswer } from '../../server/protocol.ts';
import type { Log } from '../log.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { DeclarationNode } from './node.ts';

/**
 * The declarations of the workspace's folders, by path. The language server knows those on disk and those that are open. What
 * it cannot see, the folders of a virtual workspace, is listed by name alone, and so is everything where there is no server.
 */
export async function listDeclarations(
  server: LanguageServer,
  log: Log,
): Promise<DeclarationNode[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return [];
  const judged = await judgedDeclarations(server, log);
  const unseen = folders.filter(({ uri }) => !judged || uri.scheme !== 'file');
  const found = await Promise.all(unseen.map(namesIn));
  const nodes = new Map(
    [...found.flat(), ...(judged ?? [])].map((node) => [node.uri.toString(), node]),
  );
  return [...nodes.values()].sort((a, b) => byText(a.uri.path, b.uri.path));
}

const { compare: byText } = new Intl.Collator();

/** @returns undefined where the server cannot be asked, which the log says */
async function judgedDeclarations(
  server: LanguageServer,
  log: Log,
): Promise<DeclarationNode[] | undefined> {
  try {
    const { declarations } = await server.request<DeclarationsAnswer>(DECLARATIONS, {});
    return declarations
      .map(({ uri, problems }) => node(vscode.Uri.parse(uri, true), problems))
      .filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri));
  } catch (error) {
    log.warn('The language server did not say which declarations there are.', error);
    return undefined;
  }
}

async function namesIn(folder: vscode.WorkspaceFolder): Promise<DeclarationNode[]> {
  const pattern = new vscode.RelativePattern(folder, `**/*${DECLARATION_SUFFIX}`);
  return (await vscode.workspace.findFiles(pattern)).map((uri) => node(uri, undefined));
}

function node(uri: vscode.Uri, problems: DeclarationNode['problems']): DeclarationNode {
  return { kind: 'declaration', uri, problems };
}
