import type { Account } from '../../accounts/account.ts';
import type { Page } from '../page.ts';
import { accountPage } from './account-page.ts';
import { apisPage } from './apis-page.ts';
import { expiryPages } from './expiry-pages.ts';
import { grantsPage } from './grants-page.ts';
import { namePage } from './name-page.ts';
import { referersPage } from './referers-page.ts';
import { reviewPage } from './review-page.ts';
import type { TokenSurroundings } from './surroundings.ts';
import { needsGrants, type TokenDraft } from './token-draft.ts';

/** The account that was chosen, or the only one. */
export function accountOf(
  { accounts }: Pick<TokenSurroundings, 'accounts'>,
  draft: Pick<TokenDraft, 'account'>,
): Account | undefined {
  return accounts.length > 1 ? accounts.find(({ id }) => id === draft.account) : accounts[0];
}

/** The pages that ask for a token. */
export function tokenPages(
  title: string,
  surroundings: TokenSurroundings,
  now: Date,
): (draft: TokenDraft) => Page<TokenDraft>[] {
  const { accounts, connections, editors } = surroundings;
  return (draft) => {
    const first = accounts.length > 1 ? [accountPage(accounts)] : [];
    const account = accountOf(surroundings, draft);
    if (!account) return first;
    const grants = { connections: (signal: AbortSignal) => connections(account, signal) };
    return [
      ...first,
      namePage(account, surroundings),
      apisPage(),
      ...(needsGrants(draft) ? [grantsPage(title, draft, grants, editors)] : []),
      referersPage(draft),
      ...expiryPages(draft, now),
      reviewPage(draft, account, now, surroundings),
    ];
  };
}
