import * as vscode from 'vscode';
import { AccountFailure } from '../accounts/account-failure.ts';
import { keysOf } from '../accounts/apis.ts';
import { type KeyCredential, ofKey } from '../accounts/credentials.ts';
import { messageOf } from '../failures.ts';
import { withProgress } from '../progress.ts';
import type { KeyNode } from '../tokens/node.ts';
import { askToReplace } from '../usages/ask-to-replace.ts';
import { describeUsages } from '../usages/describe-usages.ts';
import { nameNodes } from '../usages/name-nodes.ts';
import { offer } from '../usages/offer.ts';
import { describeReplaced } from '../usages/replace-usages.ts';
import { showUsages } from '../usages/show-usages.ts';
import { listNow, targetOf } from '../usages/targets.ts';
import { findUsagesIfPossible, type Usages } from '../usages/usages.ts';
import type { CommandContext, SidebarCommand } from './context.ts';

/**
 * Gives an API key another secret, once the user has seen what breaks and has confirmed it, and offers to put the new one
 * where the old one stands.
 *
 * @throws where that is no regular key, or it fails
 */
export const regenerateKey: SidebarCommand = async (context, on) => {
  const node = await targetOf(context, on, {
    title: vscode.l10n.t('Regenerate'),
    isFit: (credential): credential is KeyCredential =>
      credential.kind === 'key' && credential.type === 'regular',
    // Source: CARTO, "Auth API".
    none: vscode.l10n.t(
      'Only regular API keys can be regenerated, not the master or the default public one. Access tokens are rotated instead.',
    ),
  });
  if (!node) return;
  const usages = await findUsagesIfPossible(context, [node.credential]);
  const { name } = node.credential;
  const regenerate = vscode.l10n.t('Regenerate');
  const show = vscode.l10n.t('Show Usages');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Regenerate the API key {0} of {1}?', name, node.account.label),
    { modal: true, detail: detail(usages) },
    regenerate,
    ...(usages.places.length > 0 ? [show] : []),
  );
  if (choice === show) await showUsages(context, nameNodes([node]), [node.credential], usages);
  if (choice !== regenerate) return;
  offerNext(context, await regenerated(context, node), usages);
};

function detail(usages: Usages): string {
  const warning = vscode.l10n.t(
    'It keeps its name and permissions and gets another secret. This cannot be undone: everything that uses the old one is refused at once, also outside this workspace.',
  );
  return `${describeUsages(usages)}\n\n${warning}`;
}

/** @returns the key with its new fingerprint @throws AccountFailure where it stays as it was, as far as is known */
async function regenerated(context: CommandContext, node: KeyNode): Promise<KeyNode> {
  const { accounts, lists } = context;
  const { account, credential } = node;
  const { name } = credential;
  const title = vscode.l10n.t('Regenerating {0}', name);
  try {
    const key = await withProgress(title, async (signal) => {
      const keys = await keysOf(accounts, account);
      return keys.regenerate(credential.cartoName ?? name, signal);
    });
    await lists.refreshAfterChange(account);
    return { ...node, credential: ofKey(key) };
  } catch (error) {
    // An answer that was lost may have been one all the same.
    const { credentials = [], error: unknown } = await lists.refreshAfterChange(account);
    const now = credentials.find(({ id }) => id === credential.id);
    if (
      unknown === undefined &&
      now?.kind === 'key' &&
      now.fingerprint !== credential.fingerprint
    ) {
      return { ...node, credential: now };
    }
    const text =
      unknown === undefined
        ? vscode.l10n.t('{0} was not regenerated. {1}', name, messageOf(error))
        : vscode.l10n.t('It is not known whether {0} was regenerated. {1}', name, messageOf(error));
    throw new AccountFailure(account, unknown ?? error, text);
  }
}

function offerNext(context: CommandContext, node: KeyNode, usages: Usages): void {
  const { account, credential } = node;
  const places = usages.places.filter(({ isDeclaration }) => !isDeclaration);
  const offers = {
    [vscode.l10n.t('Copy Key')]: async () => {
      await vscode.commands.executeCommand('cartotoken.copyToken', node);
    },
    ...(places.length > 0 && {
      [vscode.l10n.t('Replace in Files…')]: async () => {
        await listNow(context, account);
        const { name } = credential;
        const replaced = await askToReplace({
          old: credential,
          usages,
          question: vscode.l10n.t('Replace the old secret of {0} in this workspace?', name),
          label: vscode.l10n.t('The new secret of {0}', name),
          secret: () => context.accounts.secret(account, credential),
        });
        if (!replaced || replaced === 'left') return;
        void vscode.window.showInformationMessage(describeReplaced(name, replaced));
      },
    }),
  };
  const done = vscode.l10n.t('Regenerated {0} of {1}.', credential.name, account.label);
  const stale =
    places.length > 0 &&
    vscode.l10n.t('Places in this workspace that have the old secret: {0}.', places.length);
  offer([done, stale].filter(Boolean).join(' '), offers, context.log);
}
