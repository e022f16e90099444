import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { KeyBody } from '../../core/carto/auth-api.ts';
import { CartoError, isCartoError } from '../../core/carto/error.ts';
import { isInDoubt } from '../../core/carto/fate.ts';
import { type TokenBody, tokensApi } from '../../core/carto/tokens-api.ts';
import { shown } from '../../core/wording.ts';
import type { Access } from '../accounts/access.ts';
import { type Account, hostOf } from '../accounts/account.ts';
import { type Credential, ofKey, ofToken } from '../accounts/credentials.ts';
import { messageOf } from '../failures.ts';
import { withProgress } from '../progress.ts';
import type { CredentialList } from '../tokens/credential-lists.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

/** What came of making a credential. */
export type Made =
  | { readonly kind: 'made'; readonly node: CredentialNode }
  /** It was not made; or that is `in-doubt`, and making it again may make a second. */
  | { readonly kind: 'refused' | 'name-taken' | 'in-doubt'; readonly error: Error };

/**
 * Makes a token or an API key, once. Where the answer is lost, the account is asked what it has now, in place of making it
 * again. Never throws what CARTO's APIs do.
 */
export async function makeCredential(
  context: Pick<CommandContext, 'accounts' | 'lists'>,
  account: Account,
  body: TokenBody | KeyBody,
): Promise<Made> {
  const { accounts, lists } = context;
  const title = vscode.l10n.t('{0}: creating {1}', account.label, nameOf(body));
  let before: CredentialList['credentials'];
  let made: Credential;
  try {
    made = await withProgress(title, async (signal) => {
      // Where the answer is lost, what was there before tells what is new.
      before = (await lists.ask(account)).credentials;
      return create(await accounts.access(account), account, body, signal);
    });
  } catch (error) {
    if (!isInDoubt(error)) {
      return { kind: isNameTaken(error) ? 'name-taken' : 'refused', error: asError(error) };
    }
    const { credentials = [], error: blind } = await lists.refreshAfterChange(account);
    const known = before && new Set(before.map(({ id }) => id));
    const found =
      known && blind === undefined
        ? credentials.find((each) => !known.has(each.id) && isOf(each, body))
        : undefined;
    if (found) return { kind: 'made', node: { kind: 'credential', account, credential: found } };
    return {
      kind: 'in-doubt',
      error: new Error(inDoubt(account, body, error, blind), { cause: error }),
    };
  }
  // The view may not list it yet, or not be able to.
  const { credentials = [] } = await lists.refreshAfterChange(account);
  const credential = credentials.find(({ id }) => id === made.id) ?? made;
  return { kind: 'made', node: { kind: 'credential', account, credential } };
}

async function create(
  { carto, engine }: Access,
  account: Account,
  body: TokenBody | KeyBody,
  signal: AbortSignal,
): Promise<Credential> {
  const isToken = 'allowed_apis' in body;
  if (isToken && carto) return ofToken(await tokensApi(carto).create(body, signal));
  if (!isToken && engine) return ofKey(await engine.create(body, signal));
  throw new CartoError('not-found', { host: hostOf(account) });
}

/** CARTO Engine answers 422 to a name that is taken as to all that it refuses: only its words tell. */
function isNameTaken(error: unknown): boolean {
  if (!isCartoError(error)) return false;
  const { kind, details } = error;
  if (kind === 'conflict') return true;
  return kind === 'invalid' && (details.reasons ?? []).some((reason) => /^name\b/i.test(reason));
}

/** Whether a credential is the one that was asked for, as far as that shows: CARTO makes up the name that is left out. */
function isOf(credential: Credential, body: TokenBody | KeyBody): boolean {
  if (credential.kind === 'key')
    return !('allowed_apis' in body) && credential.cartoName === body.name;
  if (!('allowed_apis' in body)) return false;
  if (body.name !== undefined) return credential.cartoName === body.name;
  const { apis, grants = [], referers } = credential;
  const plain = grants.map(({ connection_name, source }) => ({ connection_name, source }));
  return isDeepStrictEqual(
    [apis?.toSorted(), plain, referers],
    [body.allowed_apis.toSorted(), body.grants, body.referers],
  );
}

/** What is to be made, as messages name it. */
export function nameOf({ name }: TokenBody | KeyBody): string {
  return name ? shown(name) : vscode.l10n.t('a token');
}

function inDoubt(
  account: Account,
  body: TokenBody | KeyBody,
  error: unknown,
  blind: unknown,
): string {
  return blind === undefined
    ? vscode.l10n.t(
        '{0} Whether {1} was created all the same cannot be told for sure: {2} was asked again and does not list it. Look there before you create it again.',
        messageOf(error),
        nameOf(body),
        account.label,
      )
    : vscode.l10n.t(
        '{0} Whether {1} was created all the same is not known, and {2} could not be asked what it has now. Refresh and look there before you create it again.',
        messageOf(error),
        nameOf(body),
        account.label,
      );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(messageOf(error));
}
