import * as vscode from 'vscode';
/** An account that is signed in to, by how. Holds no secret: this is what the index in `globalState` is made of. */
export type Account = Common &
  (
    | {
        readonly kind: 'machine';
        readonly apiBaseUrl: string;
        readonly tokenUrl: string;
        /** Public: only with its secret it opens anything. */
        readonly clientId: string;
      }
    | {
        readonly kind: 'browser';
        readonly apiBaseUrl: string;
        /** The address of the OAuth server, without a slash at its end. */
        readonly authUrl: string;
        readonly clientId: string;
        readonly organization?: string | undefined;
        readonly user?: string | undefined;
      }
    | {
        readonly kind: 'pasted';
        readonly apiBaseUrl: string;
        /** Whose token it is, as it says itself. */
        readonly user?: string | undefined;
      }
    | {
        readonly kind: 'engine';
        /** What stands before `/api/v3`. */
        readonly baseUrl: string;
        readonly username: string;
      }
    | { readonly kind: 'sandbox' }
  );

interface Common {
  readonly id: string;
  /** What the user calls it; no other account is called so. */
  readonly label: string;
}

export type AccountKind = Account['kind'];
export type AccountOf<Kind extends AccountKind> = Extract<Account, { kind: Kind }>;

/** What each way of signing in is called. */
export const KIND_NAMES: Readonly<Record<AccountKind, string>> = {
  browser: vscode.l10n.t('CARTO, browser'),
  machine: vscode.l10n.t('CARTO, machine to machine'),
  pasted: vscode.l10n.t('CARTO, pasted OAuth token'),
  engine: 'CARTO Engine',
  sandbox: vscode.l10n.t('Sandbox'),
};

/** The host that an account's requests go to, for a person to tell accounts apart. */
export function hostOf(account: Account): string {
  switch (account.kind) {
    case 'sandbox':
      return vscode.l10n.t('this machine');
    case 'engine':
      return new URL(account.baseUrl).host;
    case 'machine':
    case 'browser':
    case 'pasted':
      return new URL(account.apiBaseUrl).host;
  }
}

/** Whether an account has access tokens. */
export function hasTokens({ kind }: Account): boolean {
  return kind !== 'engine';
}

/** Whether an account has API keys of CARTO Engine. */
export function hasKeys({ kind }: Account): boolean {
  return kind === 'engine' || kind === 'sandbox';
}
