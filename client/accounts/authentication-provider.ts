import * as vscode from 'vscode';
import { shown } from '../../core/wording.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import type { LazyAccounts } from './lazy-accounts.ts';

export const PROVIDER_ID = 'carto';

/**
 * What a session may be asked for. CARTO's OAuth tokens cannot be limited: whoever has one can do all that its user may, and manage tokens. So
 * there is one scope that gives it, which says so, and one that says no more than who is signed in.
 */
export const SCOPES = {
  /** Who is signed in: the account's id and label. The session holds no token. */
  account: 'account',
  /** The user's OAuth token, with all of the user's rights. */
  fullAccess: 'full-access',
} as const;

/** What this extension itself asks for: VS Code takes an offer to sign in away by it. */
export const OWN_SCOPES: readonly string[] = [SCOPES.account];

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
      if (!scopes) return all.map((account) => sessionOf(account, OWN_SCOPES));
      // A session for what nobody knows would promise something.
      if (!areKnown(scopes)) return [];
      if (!scopes.includes(SCOPES.fullAccess)) return all.map((each) => sessionOf(each, scopes));
      const sessions = await Promise.allSettled(
        all.map((account) => openSession(loaded, account, scopes)),
      );
      // One that cannot be opened now is none; the others are.
      return sessions.flatMap((session) => (session.status === 'fulfilled' ? session.value : []));
    },

    async createSession(scopes, { account: wanted }) {
      if (!areKnown(scopes)) {
        throw new Error(
          vscode.l10n.t(
            'CARTO Tokens gives no session for "{0}". It knows "account" (who is signed in) and "full-access" (the OAuth token, with all of the user’s rights).',
            shown(scopes.join(' ')),
          ),
        );
      }
      const loaded = await accounts.load();
      const known = loaded.all().find(({ id }) => id === wanted?.id);
      const account = await (known ? loaded.signInAgain(known) : loaded.signIn());
      if (!account) throw new vscode.CancellationError();
      if (!scopes.includes(SCOPES.fullAccess)) return sessionOf(account, scopes);
      const [session] = await openSession(loaded, account, scopes);
      if (session) return session;
      throw new Error(
        vscode.l10n.t('{0} has no OAuth token: it is an account of CARTO Engine.', account.label),
      );
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
        added: added.map((account) => sessionOf(account, OWN_SCOPES)),
        removed: removed.map((account) => sessionOf(account, OWN_SCOPES)),
        changed: changed.map((account) => sessionOf(account, OWN_SCOPES)),
      }),
    ),
    vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'CARTO', provider, {
      supportsMultipleAccounts: true,
    }),
  );
}

/** Whether there is something asked for, and nothing that is not known. */
function areKnown(scopes: readonly string[]): boolean {
  const known: readonly string[] = Object.values(SCOPES);
  return scopes.length > 0 && scopes.every((scope) => known.includes(scope));
}

/** A session with its OAuth token; none of CARTO Engine, which has no such thing. */
async function openSession(
  accounts: Accounts,
  account: Account,
  scopes: readonly string[],
): Promise<vscode.AuthenticationSession[]> {
  const { tokens } = await accounts.access(account);
  return tokens ? [sessionOf(account, scopes, await tokens.current())] : [];
}

/** @param accessToken only for who has asked for one, which the user was asked about */
function sessionOf(
  { id, label }: Account,
  scopes: readonly string[],
  accessToken = '',
): vscode.AuthenticationSession {
  return { id, accessToken, account: { id, label }, scopes };
}
