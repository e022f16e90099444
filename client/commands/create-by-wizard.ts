import type { KeyBody } from '../../core/carto/auth-api.ts';
import type { TokenBody } from '../../core/carto/tokens-api.ts';
import type { Account } from '../accounts/account.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import { messageOf, needsSignIn } from '../failures.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { Page } from '../wizards/page.ts';
import { type Beginning, runWizard } from '../wizards/wizard.ts';
import type { CommandContext } from './context.ts';
import { makeCredential } from './make-credential.ts';

/** What asks for a credential, and makes of what was entered the body that creates it. */
export interface CreatingWizard<D extends object> {
  readonly title: string;
  /** @param needsSignIn whether the account has to be signed in to again before it can be made */
  pages(needsSignIn: () => boolean): (draft: D) => readonly Page<D>[];
  accountOf(draft: D): Account | undefined;
  bodyOf(draft: D): TokenBody | KeyBody;
  /** Tidies up once it is made. */
  whenMade?(draft: D): Promise<void>;
}

/** The pages that a refusal leads to. */
interface Common {
  readonly name?: string;
  readonly review?: 'create';
}

/**
 * Asks for a credential and makes it. Where CARTO refuses, it asks again with everything that was entered.
 *
 * @returns undefined where the user has cancelled
 */
export async function createByWizard<D extends Common>(
  context: CommandContext,
  { title, pages, accountOf, bodyOf, whenMade }: CreatingWizard<D>,
  beginning: Beginning<D> = {},
): Promise<CredentialNode | undefined> {
  let failure: Error | undefined;
  const asked = pages(() => needsSignIn(failure));
  let next = beginning;
  for (;;) {
    const draft = await runWizard<D>(title, asked, next);
    const account = draft && accountOf(draft);
    if (!account) return undefined;
    const made = await makeCredential(context, account, bodyOf(draft));
    if (made.kind === 'made') {
      await whenMade?.(draft);
      return made.node;
    }
    failure = made.error;
    context.log.error(`A credential could not be created in ${account.label}.`, failure);
    next = {
      values: draft,
      page: made.kind === 'name-taken' ? 'name' : 'review',
      says: messageOf(failure),
    };
  }
}

/** The account that it is run on; else all that are fit. None where there is none, which is said. */
export async function accountsFor(
  { accounts }: CommandContext,
  on: unknown,
  title: string,
  fit: { readonly is: (account: Account) => boolean; readonly none: string },
): Promise<readonly Account[]> {
  const all = accounts.all().filter(fit.is);
  if (on === undefined && all.length > 0) return all;
  const account = await chooseAccount(accounts, on, title, fit);
  return account ? [account] : [];
}

/** What the keys or tokens of an account are called. @throws what listing them throws */
export async function namesOf(
  { lists }: CommandContext,
  account: Account,
  kind: 'token' | 'key',
): Promise<string[]> {
  const credentials = await lists.all(account);
  return credentials.flatMap((credential) =>
    credential.kind === kind && credential.cartoName !== undefined ? [credential.cartoName] : [],
  );
}
