import * as vscode from 'vscode';
import type { CommandContext } from '../../client/commands/context.ts';
import { DOCUMENTS } from '../../client/server/documents.ts';
import { declaredUsages } from '../../server/features/usages.ts';
import type { FindUsagesParams, FindUsagesResult } from '../../server/protocol.ts';
import { WorkspaceDeclarations } from '../../server/workspace/declarations.ts';
import { disk } from '../../server/workspace/disk.ts';
import { findUsages } from '../../server/workspace/usages.ts';
import { file } from './support.ts';

/** A context for commands whose language server looks for usages as the real one does. */
export function searching(context: CommandContext): CommandContext {
  return serving(context, async (params, signal) => {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const open = vscode.workspace.textDocuments
      .filter((document) => vscode.languages.match([...DOCUMENTS], document) > 0)
      .map((document) => ({ uri: document.uri.toString(), getText: () => document.getText() }));
    const none = { all: () => [], get: () => undefined };
    const declarations = new WorkspaceDeclarations(none, disk, folders, () => undefined);
    await declarations.load();
    return {
      ...(await findUsages(params.credentials, { folders, open }, signal)),
      declarations: declaredUsages(params.credentials, declarations.all()),
    };
  });
}

/** A context for commands with a language server that answers so. */
export function serving(
  context: CommandContext,
  answer: (params: FindUsagesParams, signal: AbortSignal) => Promise<FindUsagesResult>,
): CommandContext {
  const request = (_: string, params: FindUsagesParams, signal: AbortSignal) =>
    answer(params, signal);
  return { ...context, server: { request } as unknown as CommandContext['server'] };
}

/** A context in which looking for usages is cancelled. */
export function notSearching(context: CommandContext): CommandContext {
  return serving(context, async () => {
    throw new vscode.CancellationError();
  });
}

/** The folder of the workspace for files that a test makes: another each time, or VS Code would remember what was there. */
let number = 1;
const folder = () => `made-by-test-${number}`;

/** Makes a file of the workspace. */
export async function make(name: string, text: string): Promise<vscode.Uri> {
  const uri = file(`${folder()}/${name}`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

/** What the disk has of a file. */
export async function onDisk(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
}

/** Takes away all files that tests have made, and what is open of them. */
export async function clear(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const options = { recursive: true, useTrash: false };
  await vscode.workspace.fs.delete(file(folder()), options).then(undefined, () => undefined);
  number += 1;
}
