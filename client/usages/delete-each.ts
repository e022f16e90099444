import { isCartoError } from '../../core/carto/error.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { keysOf, tokensOf } from '../accounts/apis.ts';
import type { CommandContext } from '../commands/context.ts';
import { isCancellation } from '../failures.ts';
import type { Report } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';

/** What came of deleting each of some credentials. */
export interface Deleted {
  readonly deleted: readonly CredentialNode[];
  /** What somebody else had deleted before. */
  readonly gone: readonly CredentialNode[];
  readonly failed: readonly Failed[];
  /** What was not come to, because it was cancelled. */
  readonly left: readonly CredentialNode[];
}

export interface Failed {
  readonly node: CredentialNode;
  readonly error: unknown;
}

/**
 * Deletes one after the other, and then asks the accounts what they have: a request whose answer was lost may have been
 * carried out all the same. Never throws.
 */
export async function deleteEach(
  { accounts, lists }: CommandContext,
  nodes: readonly CredentialNode[],
  signal: AbortSignal,
  report: Report,
): Promise<Deleted> {
  const deleted: CredentialNode[] = [];
  const gone: CredentialNode[] = [];
  const failed: Failed[] = [];
  for (const node of nodes) {
    if (signal.aborted) break;
    report(node.credential.name, 100 / nodes.length);
    try {
      await deleteOne(accounts, node, signal);
      deleted.push(node);
    } catch (error) {
      if (isCartoError(error) && error.kind === 'not-found') gone.push(node);
      else failed.push({ node, error });
    }
  }
  const touched = new Map(nodes.map(({ account }) => [account.id, account]));
  const has = await whatIsLeft(lists, [...touched.values()]);
  const isStillThere = (node: CredentialNode) =>
    has.get(node.account.id)?.has(node.credential.id) !== false;
  const doneAfterAll = failed.filter(({ node }) => !isStillThere(node)).map(({ node }) => node);
  const notDone = failed.filter(({ node }) => isStillThere(node));
  const tried = new Set([...deleted, ...gone, ...failed.map(({ node }) => node)]);
  return {
    deleted: [...deleted, ...doneAfterAll],
    gone,
    failed: notDone.filter(({ error }) => !isCancellation(error)),
    left: [
      ...notDone.filter(({ error }) => isCancellation(error)).map(({ node }) => node),
      ...nodes.filter((node) => !tried.has(node)),
    ],
  };
}

async function deleteOne(
  accounts: Accounts,
  { account, credential }: CredentialNode,
  signal: AbortSignal,
): Promise<void> {
  if (credential.kind === 'key') {
    const keys = await keysOf(accounts, account);
    await keys.delete(credential.cartoName ?? credential.name, signal);
  } else {
    const tokens = await tokensOf(accounts, account);
    await tokens.delete(accounts.secret(account, credential), signal);
  }
}

/** The ids of what accounts have, by the account's; nothing of one that does not say. */
async function whatIsLeft(
  lists: CommandContext['lists'],
  accounts: readonly Account[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ids = new Map<string, ReadonlySet<string>>();
  for (const account of accounts) {
    const { credentials = [], error } = await lists.refreshAfterChange(account);
    if (error === undefined) ids.set(account.id, new Set(credentials.map(({ id }) => id)));
  }
  return ids;
}
