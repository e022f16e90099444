import * as vscode from 'vscode';
import { isCartoError } from '../../core/carto/error.ts';
import { haveSameLimits, type Limits, limitsOf } from '../../core/carto/token-limits.ts';
import { tokensOf } from '../accounts/apis.ts';
import { type Credential, ofToken } from '../accounts/credentials.ts';
import { withProgress } from '../progress.ts';
import type { Rotation } from './rotation.ts';
import type { StepContext } from './rotation-steps.ts';
import { listNow } from './targets.ts';

/**
 * Creates the new token with the restrictions that the old one has now. Where CARTO was asked before and the answer never
 * came, the token that is there then is the one.
 *
 * @throws where it is not created, as far as is known
 */
export async function createNext(context: StepContext, rotation: Rotation): Promise<Rotation> {
  const { account, accounts, lists } = context;
  const { old, next } = rotation;
  const asked: Rotation = { ...rotation, next: { ...next, isAskedFor: true } };
  const created = (id: string): Rotation => ({
    ...asked,
    next: { ...asked.next, id },
    step: 'replace',
  });
  return withProgress(vscode.l10n.t('Creating {0}', next.name), async (signal) => {
    const limits = await limitsAt(context, old, signal);
    if (next.isAskedFor) {
      const id = await madeAlready(context, next.name, limits);
      if (id !== undefined) return created(id);
    }
    const tokens = await tokensOf(accounts, account);
    await context.keep(asked);
    try {
      const { name, expires } = next;
      const body = { name, ...limits, ...(expires ? { expiration_date: expires } : {}) };
      const { id } = ofToken(await tokens.create(body, signal));
      await lists.refreshAfterChange(account);
      return created(id);
    } catch (error) {
      // A conflict is another token's: it is not the one that was asked for.
      const isOthers = isCartoError(error) && error.kind === 'conflict';
      const id = isOthers ? undefined : await madeAlready(context, next.name, limits);
      if (id !== undefined) return created(id);
      await context.forget(asked);
      throw error;
    }
  });
}

/** What restricts a token at the moment. @throws Error where CARTO does not say all of it */
export async function limitsAt(
  { account, accounts }: StepContext,
  token: Pick<Credential, 'id' | 'name'>,
  signal: AbortSignal,
): Promise<Limits> {
  const tokens = await tokensOf(accounts, account);
  const limits = limitsOf(await tokens.get(accounts.secret(account, token), signal));
  if (limits) return limits;
  throw new Error(
    vscode.l10n.t(
      'CARTO does not tell all restrictions of {0}, so a new token might reach further. Create one by hand.',
      token.name,
    ),
  );
}

/**
 * The token of a name and restrictions that is there now.
 *
 * @returns undefined where there is none @throws where that cannot be known: then it is looked for again when the rotation goes on
 */
async function madeAlready(
  context: StepContext,
  name: string,
  limits: Limits,
): Promise<string | undefined> {
  const all = await listNow(context, context.account);
  const made = all.find((each) => each.kind === 'token' && each.cartoName === name);
  if (made?.kind !== 'token') return undefined;
  const { apis, grants, referers } = made;
  if (!apis || !grants || !referers) return undefined;
  return haveSameLimits({ allowed_apis: apis, grants, referers }, limits) ? made.id : undefined;
}
