import * as vscode from 'vscode';
import { hasTokens } from '../accounts/account.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { QueryEditors } from '../wizards/query-editor.ts';
import type { TokenSurroundings } from '../wizards/token/surroundings.ts';
import { bodyOfDraft, type TokenDraft } from '../wizards/token/token-draft.ts';
import { accountOf, tokenPages } from '../wizards/token/token-pages.ts';
import { announceCreated } from './announce-created.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { accountsFor, createByWizard, namesOf } from './create-by-wizard.ts';

/** Asks for a token and makes it. */
export const createToken: SidebarCommand = async (context, on) => {
  const made = await askForToken(context, on, vscode.l10n.t('Create Token'));
  if (made) announceCreated(context, made);
};

/**
 * Asks for a token and makes it.
 *
 * @param on the account that it is to be in, or what stands for one
 * @returns undefined where none was made
 */
export async function askForToken(
  context: CommandContext,
  on: unknown,
  title: string,
): Promise<CredentialNode | undefined> {
  const accounts = await accountsFor(context, on, title, {
    is: hasTokens,
    none: vscode.l10n.t(
      'CARTO Engine has API keys and no access tokens. Sign in to CARTO to create a token.',
    ),
  });
  if (accounts.length === 0) return undefined;
  const now = new Date();
  const knowledge = knowledgeOf(context);
  const editors = new QueryEditors();
  return createByWizard<TokenDraft>(context, {
    title,
    pages: (needsSignIn) =>
      tokenPages(title, { ...knowledge, accounts, needsSignIn, editors }, now),
    accountOf: (draft) => accountOf({ accounts }, draft),
    bodyOf: (draft) => bodyOfDraft(draft, now),
    whenMade: ({ grants = [] }) => editors.close(grants.map(({ source }) => source)),
  });
}

/** What the wizard wants to know of accounts. Connections are asked for once, and again where that has failed. */
function knowledgeOf(
  context: CommandContext,
): Pick<TokenSurroundings, 'names' | 'connections' | 'knownConnections'> {
  const known = new Map<string, readonly string[]>();
  return {
    names: (account) => namesOf(context, account, 'token'),
    async connections(account, signal) {
      const names = known.get(account.id) ?? (await context.accounts.connections(account, signal));
      known.set(account.id, names);
      return names;
    },
    knownConnections: ({ id }) => known.get(id),
  };
}
