import * as vscode from 'vscode';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

/** Shows a credential that was just made, and offers what is mostly done with one. Waits for nobody. */
export function announceCreated(
  { tokensView, log }: Pick<CommandContext, 'tokensView' | 'log'>,
  node: CredentialNode,
): void {
  const { account, credential } = node;
  // Short: a notification cuts the words off that do not fit beside each other.
  const follow = [
    { title: vscode.l10n.t('Copy'), command: 'cartotoken.copyToken' },
    { title: vscode.l10n.t('Add to .env'), command: 'cartotoken.addToEnv' },
    { title: vscode.l10n.t('Insert'), command: 'cartotoken.insertToken' },
    { title: vscode.l10n.t('Save as Declaration'), command: 'cartotoken.saveAsDeclaration' },
  ];
  const reveal = async () => tokensView.reveal(node, { select: true });
  const offer = async () => {
    const text = vscode.l10n.t('Created {0} in {1}', credential.name, account.label);
    const choice = await vscode.window.showInformationMessage(text, ...follow);
    if (choice) await vscode.commands.executeCommand(choice.command, node);
  };
  // Where the view is filtered or has never been looked at, there is nothing to select.
  reveal().catch((error: unknown) => log.debug(`${credential.name} could not be shown.`, error));
  offer().catch((error: unknown) => log.error(`${credential.name} was created; then:`, error));
}
