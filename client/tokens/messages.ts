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
    const common = {
      account,
      text: causeOf(error),
      detail: messageOf(error),
      needsSignIn: needsSignIn(error),
    };
    if (listedAt === undefined) return [{ kind: 'failure', ...common }];
    const age = vscode.l10n.t('as of {0}', fromNow(listedAt, now));
    return [{ kind: 'kept', ...common, age }];
  }
  if (credentials.length === 0) {
    return [{ kind: 'empty', account, text: vscode.l10n.t('No tokens yet') }];
  }
  if (found === 0) return [{ kind: 'empty', account, text: vscode.l10n.t('No match') }];
  return [];
}

function causeOf(error: unknown): string {
  if (needsSignIn(error)) return vscode.l10n.t('Signed out: sign in again');
  return isCartoError(error) && error.kind === 'offline'
    ? vscode.l10n.t('Offline')
    : reasonOf(error);
}
