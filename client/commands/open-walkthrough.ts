import * as vscode from 'vscode';

/** Shows the first steps: `contributes.walkthroughs` of package.json. */
export async function openWalkthrough({ extension }: vscode.ExtensionContext): Promise<void> {
  const id = `${extension.id}#cartotoken.start`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id);
}
