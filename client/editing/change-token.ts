import * as vscode from 'vscode';
import { changesOf, type KnownBody, normalBody, wideningOf } from '../../core/carto/changes.ts';
import type { TokenChanges } from '../../core/carto/tokens-api.ts';
import { withAccount } from '../accounts/account-failure.ts';
import { isCancellation } from '../failures.ts';
import type { TokenNode } from '../tokens/node.ts';
import { confirmWidening } from './confirm-widening.ts';
import { type TokenContext, tokenNow } from './token-now.ts';

/** Does a part of the work that takes a while: with progress, or only does it. */
export type Doing = <T>(work: (signal?: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Changes a token: what it is now is asked for, and only what is another afterwards is sent, in one request. Where
 * access widens, the user confirms it.
 *
 * @param edit what is to become of it. @throws Error why that cannot be
 * @returns what it is afterwards; undefined where nothing was to be changed
 * @throws AccountFailure with what went wrong; CancellationError in it where the user did not confirm
 */
export function changeToken(
  context: TokenContext,
  node: TokenNode,
  edit: (current: KnownBody) => KnownBody,
  doing: Doing = (work) => work(),
): Promise<KnownBody | undefined> {
  const { account, credential } = node;
  return withAccount(account, async () => {
    const token = await doing(() => tokenNow(context, node));
    const before = await doing((signal) => token.get(signal));
    const after = edit(before);
    const changes = changesOf(before, after);
    if (Object.keys(changes).length === 0) return undefined;
    refuseUnseen(credential.name, before, changes);

    const widenings = wideningOf(before, after);
    if (widenings.length > 0) {
      await confirmWidening(node, widenings);
      // The question may have stood there for a while.
      const now = await doing((signal) => token.get(signal));
      if (normalBody(now) !== normalBody(before)) {
        throw new Error(
          vscode.l10n.t(
            '{0} was changed elsewhere while you were asked. Nothing was changed here: look at it, and try again.',
            credential.name,
          ),
        );
      }
    }
    try {
      return await doing((signal) => token.update(changes, signal));
    } catch (error) {
      if (isCancellation(error)) sayInDoubt(node);
      throw error;
    } finally {
      // A request that failed may have arrived all the same.
      await context.lists.refreshAfterChange(account);
    }
  });
}

/** Who cancels a request that is under way does not take it back. */
function sayInDoubt({ account, credential }: TokenNode): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0}: that was cancelled, but {1} may have been changed before. The view shows what it is now.',
      account.label,
      credential.name,
    ),
  );
}

/** A list is sent whole: one that CARTO has not said would be lost. @throws Error that says so */
function refuseUnseen(name: string, before: KnownBody, changes: TokenChanges): void {
  const unseen = (['allowed_apis', 'grants', 'referers'] as const).find(
    (list) => changes[list] && !before[list],
  );
  if (!unseen) return;
  throw new Error(
    vscode.l10n.t(
      '{0} stays as it is: CARTO does not say what its "{1}" are, and a change would take their place unseen. Change it in the Workspace instead.',
      name,
      unseen,
    ),
  );
}
