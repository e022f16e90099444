import * as vscode from 'vscode';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import type { LazyAccounts } from './lazy-accounts.ts';

export const PROVIDER_ID = 'carto';

/** What every session is good for. VS Code takes an offer to sign in away by it: none at all it would not know again. */
export const SCOPES = ['tokens'];

/** Registers accounts where VS Code's users look for them: its Accounts menu. */
export function registerAuthenticationProvider(accounts: LazyAccounts): vscode.Disposable {
  const change =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: change.event,

    async getSessions(scopes, { account: wanted }) {
      const loaded = await accounts.load();
      const all = loaded.all().filter(({ id }) => !wanted || wanted.id === id);
      // Without scopes it is VS Code's own list, for which nobody needs a token.
      if (!scopes) return all.map((account) => sessionOf(account));
      const sessions = await Promise.allSettled(all.map((account) => openSession(loaded, account)));
      // One that cannot be opened now is none; the others are.
      return sessions.flatMap((session) => (session.status === 'fulfilled' ? session.value : []));
    },

    async createSession(_scopes, { account: wanted }) {
      const loaded = await accounts.load();
      const known = loaded.all().find(({ id }) => id === wanted?.id);
      const account = await (known ? loaded.signInAgain(known) : loaded.signIn());
      if (!account) throw new vscode.CancellationError();
      const [session] = await openSession(loaded, account);
      return session ?? sessionOf(account);
    },

    async removeSession(id) {
      const loaded = await accounts.load();
      const account = loaded.all().find((each) => each.id === id);
      if (account) await loaded.signOut(account);
    },
  };
  return vscode.Disposable.from(
    change,
    accounts.onDidChange(({ added, removed, changed }) =>
      change.fire({
        added: added.map((account) => sessionOf(account)),
        removed: removed.map((account) => sessionOf(account)),
        changed: changed.map((account) => sessionOf(account)),
      }),
    ),
    vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'CARTO', provider, {
      supportsMultipleAccounts: true,
    }),
  );
}

/** A session with its OAuth token; none of CARTO Engine, which has no such thing. */
async function openSession(
  accounts: Accounts,
  account: Account,
): Promise<vscode.AuthenticationSession[]> {
  const { tokens } = await accounts.access(account);
  return tokens ? [sessionOf(account, await tokens.current())] : [];
}

/** @param accessToken only for who has asked for one, which the user was asked about */
function sessionOf({ id, label }: Account, accessToken = ''): vscode.AuthenticationSession {
  return { id, accessToken, account: { id, label }, scopes: SCOPES };
}
