import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import { needsSignIn } from '../failures.ts';
import type { TokenSurroundings } from '../wizards/token/surroundings.ts';
import { bodyOfDraft, type TokenDraft } from '../wizards/token/token-draft.ts';
import { accountOf, tokenPages } from '../wizards/token/token-pages.ts';
import { type Beginning, runWizard } from '../wizards/wizard.ts';
import { announceCreated } from './announce-created.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { makeCredential } from './make-credential.ts';

/** Asks for a token and makes it. Where CARTO refuses, it asks again with everything that was entered. */
export const createToken: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Create Token');
  const accounts = await accountsFor(context, on, title);
  if (accounts.length === 0) return;
  let failure: Error | undefined;
  const surroundings: TokenSurroundings = {
    ...knowledgeOf(context),
    accounts,
    needsSignIn: () => needsSignIn(failure),
  };
  const now = new Date();
  const pages = tokenPages(title, surroundings, now);
  let beginning: Beginning<TokenDraft> = {};
  for (;;) {
    const draft = await runWizard(title, pages, beginning);
    const account = draft && accountOf(surroundings, draft);
    if (!account) return;
    const made = await makeCredential(context, account, bodyOfDraft(draft, now));
    if (made.kind === 'made') return announceCreated(context, made.node);
    failure = made.error;
    context.log.error(`A token could not be created in ${account.label}.`, failure);
    beginning = {
      values: draft,
      page: made.kind === 'name-taken' ? 'name' : 'review',
      says: failure.message,
    };
  }
};

/** The account that it is run on; else all that can have tokens. None where there is none, which is said. */
async function accountsFor(
  { accounts }: CommandContext,
  on: unknown,
  title: string,
): Promise<readonly Account[]> {
  const fit = {
    is: ({ kind }: Account) => kind !== 'engine',
    none: vscode.l10n.t(
      'CARTO Engine has API keys and no access tokens. Sign in to CARTO to create a token.',
    ),
  };
  const all = accounts.all().filter(fit.is);
  if (on === undefined && all.length > 0) return all;
  const account = await chooseAccount(accounts, on, title, fit);
  return account ? [account] : [];
}

/** What the wizard wants to know of accounts. Connections are asked for once, and again where that has failed. */
function knowledgeOf({
  accounts,
  lists,
}: CommandContext): Pick<TokenSurroundings, 'names' | 'connections' | 'knownConnections'> {
  const known = new Map<string, readonly string[]>();
  return {
    async names(account) {
      const credentials = await lists.all(account);
      return credentials.flatMap(({ kind, cartoName }) =>
        kind === 'token' && cartoName !== undefined ? [cartoName] : [],
      );
    },
    async connections(account, signal) {
      const names = known.get(account.id) ?? (await accounts.connections(account, signal));
      known.set(account.id, names);
      return names;
    },
    knownConnections: ({ id }) => known.get(id),
  };
}
