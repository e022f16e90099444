import * as vscode from 'vscode';
import { type FailureKind, isCartoError } from '../core/carto/error.ts';
import { visible } from '../core/control-characters.ts';
import type { Account } from './accounts/account.ts';
import { isAccountFailure } from './accounts/account-failure.ts';
import { isKeyringError } from './accounts/keyring-error.ts';
import type { Log } from './log.ts';
import { translated } from './translated.ts';

/** Buttons of messages: what is chosen is compared with what was offered. */
export const SIGN_IN_AGAIN = vscode.l10n.t('Sign In Again');
export const SHOW_LOGS = vscode.l10n.t('Show Logs');
export const RESTART = vscode.l10n.t('Restart');

/** What signing in again can help against. */
const SIGNED_OUT: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'signed-out',
  'expired',
  'sign-in-refused',
]);

/** Whether an account has to be signed in to again before anything can be done with it. */
export function needsSignIn(thrown: unknown): boolean {
  const error = isAccountFailure(thrown) ? thrown.cause : thrown;
  return isKeyringError(error) || (isCartoError(error) && SIGNED_OUT.has(error.kind));
}

/** Whether CARTO does not let the account do something. */
export function isForbidden(thrown: unknown): boolean {
  const error = isAccountFailure(thrown) ? thrown.cause : thrown;
  return isCartoError(error) && error.kind === 'forbidden';
}

/** Whether something was only cancelled, of which nobody need be told. */
export function isCancellation(thrown: unknown): boolean {
  const error = isAccountFailure(thrown) ? thrown.cause : thrown;
  if (error instanceof vscode.CancellationError) return true;
  return isCartoError(error) && error.kind === 'cancelled';
}

/** What went wrong, as a person is told: cause and remedy. */
export function messageOf(error: unknown): string {
  if (isAccountFailure(error)) return error.says ?? messageOf(error.cause);
  if (isCartoError(error)) return `${reasonOf(error)} ${translated(error.phrases.remedy)}`;
  return error instanceof Error ? error.message : String(error);
}

/** The same without its remedy, where it has one by itself. */
export function reasonOf(error: unknown): string {
  return isCartoError(error) ? translated(error.phrases.reason) : messageOf(error);
}

/**
 * Tells the user that something failed, once, with a button that helps.
 *
 * @param account whose it was, where it was one's and the error does not say so itself
 */
export async function showFailure(
  error: unknown,
  log: Log,
  account: Account | undefined = isAccountFailure(error) ? error.account : undefined,
): Promise<void> {
  const again = account && needsSignIn(error) ? SIGN_IN_AGAIN : undefined;
  const whose = account ? `${account.label}: ` : 'CARTO Tokens: ';
  const choice = await vscode.window.showErrorMessage(
    // A fault of ours, or of a library's, may repeat anything.
    visible(log.redactor.redact(whose + messageOf(error))),
    ...(again ? [again] : []),
    SHOW_LOGS,
  );
  if (choice === undefined) return;
  if (choice === again) {
    await vscode.commands.executeCommand('cartotoken.signInAgain', account);
  } else {
    log.show();
  }
}
