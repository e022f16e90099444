import * as vscode from 'vscode';
import { isCartoError } from '../../core/carto/error.ts';
import type { Account } from '../accounts/account.ts';
import { messageOf, needsSignIn, reasonOf } from '../failures.ts';
import type { CredentialList } from './credential-lists.ts';
import { fromNow } from './moments.ts';
import type { MessageNode } from './node.ts';

/**
 * What is said above an account's credentials, or in their place: why there are none, or how old they are.
 *
 * @param found how many are not left out
 */
export function messagesOf(
  account: Account,
  { credentials = [], listedAt, error }: CredentialList,
  found: number,
  now: Date,
): MessageNode[] {
  if (error !== undefined) {
    const detail = messageOf(error);
    const common = { account, detail, needsSignIn: needsSignIn(error) };
    const cause = causeOf(error);
    if (listedAt === undefined) return [{ kind: 'failure', ...common, text: cause.text }];
    const age = fromNow(listedAt, now);
    return [
      cause.isShort
        ? { kind: 'kept', ...common, text: cause.text, note: vscode.l10n.t('as of {0}', age) }
        : { kind: 'kept', ...common, text: vscode.l10n.t('As of {0}', age), note: cause.text },
    ];
  }
  if (credentials.length === 0) {
    return [{ kind: 'empty', account, text: vscode.l10n.t('No tokens yet') }];
  }
  if (found === 0) return [{ kind: 'empty', account, text: vscode.l10n.t('No match') }];
  return [];
}

/** Why there is no new list, and whether there is room for something beside that. */
function causeOf(error: unknown): { readonly text: string; readonly isShort: boolean } {
  if (needsSignIn(error)) {
    return { text: vscode.l10n.t('Signed out: sign in again'), isShort: true };
  }
  return isCartoError(error) && error.kind === 'offline'
    ? { text: vscode.l10n.t('Offline'), isShort: true }
    : { text: reasonOf(error), isShort: false };
}
