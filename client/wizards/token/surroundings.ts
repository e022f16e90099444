import type { Account } from '../../accounts/account.ts';
import type { QueryEditors } from '../query-editor.ts';

/** What asking for a token needs to know of the accounts that it may be in. */
export interface TokenSurroundings {
  /** Those that can have tokens; a single one is not asked for. */
  readonly accounts: readonly Account[];
  /** What the account's tokens are called. @throws why they cannot be listed */
  names(account: Account): Promise<readonly string[]>;
  /** What the account's connections are called. @throws why they cannot be listed */
  connections(account: Account, signal: AbortSignal): Promise<readonly string[]>;
  /** What of that is known already. */
  knownConnections(account: Account): readonly string[] | undefined;
  /** Whether the account has to be signed in to again before the token can be made. */
  needsSignIn(): boolean;
  /** Where queries are written. */
  readonly editors: QueryEditors;
}
