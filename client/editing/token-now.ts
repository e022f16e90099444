import * as vscode from 'vscode';
import type { KnownBody } from '../../core/carto/changes.ts';
import { isCartoError } from '../../core/carto/error.ts';
import type { Token, TokenChanges } from '../../core/carto/tokens-api.ts';
import type { Account } from '../accounts/account.ts';
import { tokensOf } from '../accounts/apis.ts';
import { ofToken, type TokenCredential } from '../accounts/credentials.ts';
import type { CommandContext } from '../commands/context.ts';
import type { TokenNode } from '../tokens/node.ts';

/** What asks for tokens and changes them. */
export type TokenContext = Pick<CommandContext, 'accounts' | 'lists'>;

/** That an account does not have a token any more. */
export class TokenGone extends Error {
  override readonly name = 'TokenGone';
}

/** A token as CARTO has it at the moment. What it opens anything with does not leave this object. @throws TokenGone */
export interface TokenNow {
  get(signal?: AbortSignal): Promise<KnownBody>;
  /** @returns what it is afterwards */
  update(changes: TokenChanges, signal?: AbortSignal): Promise<KnownBody>;
}

/** A token by its id. @throws TokenGone, and what listing the account's throws */
export async function findToken(
  { lists }: TokenContext,
  account: Account,
  id: string,
): Promise<TokenNode> {
  const credential = (await lists.all(account)).find((each) => each.id === id);
  if (credential?.kind === 'token') return { kind: 'credential', account, credential };
  throw new TokenGone(vscode.l10n.t('{0} does not have this token any more.', account.label));
}

/** @throws TokenGone, and what opening the account or listing its tokens throws */
export async function tokenNow(
  context: TokenContext,
  { account, credential: { id } }: TokenNode,
): Promise<TokenNow> {
  const { credential } = await findToken(context, account, id);
  const api = await tokensOf(context.accounts, account);
  const secret = context.accounts.secret(account, credential);

  const bodyOf = async (asking: Promise<Token>) => {
    try {
      return bodyOfToken(ofToken(await asking));
    } catch (error) {
      if (!isCartoError(error) || error.kind !== 'not-found') throw error;
      await context.lists.refreshAfterChange(account);
      throw new TokenGone(
        vscode.l10n.t('{0} does not have {1} any more.', account.label, credential.name),
      );
    }
  };
  return {
    get: (signal) => bodyOf(api.get(secret, signal)),
    update: (changes, signal) => bodyOf(api.update(secret, changes, signal)),
  };
}

/** A token as the body that would make it, as far as it is known. */
export function bodyOfToken(token: TokenCredential): KnownBody {
  const { cartoName, apis, grants, referers, expires } = token;
  return { name: cartoName, allowed_apis: apis, grants, referers, expiration_date: expires };
}
