import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import type { CredentialArgument } from '../../server/protocol.ts';
import { AccountFailure } from '../accounts/account-failure.ts';
import { waitFor } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

type Context = Pick<CommandContext, 'accounts' | 'lists'>;

/** Whether a command is run on a credential that was found in code. */
export function isFound(on: unknown): on is CredentialArgument {
  const found = asRecord(on);
  return typeof found?.['fingerprint'] === 'string' && found['account'] === undefined;
}

/**
 * The item of a credential that was found in code.
 *
 * @throws AccountFailure where an account that may have it cannot be asked; Error where none has it
 */
export async function nodeOfFound(
  context: Context,
  { fingerprint }: CredentialArgument,
): Promise<CredentialNode> {
  const { accounts, lists } = context;
  const known = listed(context, fingerprint);
  if (known) return known;
  if (accounts.all().length === 0) {
    throw new Error(vscode.l10n.t('You are not signed in to any CARTO account.'));
  }
  const title = vscode.l10n.t('Looking for the account that has it');
  const refreshed = Promise.all(
    accounts.all().map(async (account) => ({ account, list: await lists.refresh(account) })),
  );
  const answers = await waitFor(title, refreshed);
  const found = listed(context, fingerprint);
  if (found) return found;
  const failed = answers.find(({ list }) => list.error !== undefined);
  if (failed) throw new AccountFailure(failed.account, failed.list.error);
  throw new Error(
    vscode.l10n.t(
      'No account that you are signed in to has this credential any more: it was deleted or regenerated elsewhere.',
    ),
  );
}

function listed({ accounts, lists }: Context, fingerprint: string): CredentialNode | undefined {
  for (const account of accounts.all()) {
    const { credentials = [] } = lists.of(account);
    const credential = credentials.find((each) => each.fingerprint === fingerprint);
    if (credential) return { kind: 'credential', account, credential };
  }
  return undefined;
}
