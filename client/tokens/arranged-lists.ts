import { type Arrangement, arranged, type Group, grouped } from '../../core/carto/arrange.ts';
import { countUnrestricted } from '../../core/carto/standing.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { TokensWelcome } from '../context-keys.ts';
import { isForbidden } from '../failures.ts';
import type { ArrangementStore } from './arrangement.ts';
import type { CredentialLists } from './credential-lists.ts';

/** How many credentials there are over all accounts that have been asked. */
export interface Counts {
  readonly all: number;
  /** Those that are not left out. */
  readonly found: number;
  readonly unrestricted: number;
}

interface Arranged {
  readonly by: Arrangement;
  readonly found: readonly Credential[];
}

/** The lists of all accounts as the user looks at them. Each is arranged once, however often it is asked for. */
export class ArrangedLists {
  readonly #accounts: Accounts;
  readonly #lists: CredentialLists;
  readonly #arrangement: ArrangementStore;
  readonly #arranged = new WeakMap<readonly Credential[], Arranged>();

  constructor(accounts: Accounts, lists: CredentialLists, arrangement: ArrangementStore) {
    this.#accounts = accounts;
    this.#lists = lists;
    this.#arrangement = arrangement;
  }

  /** What of an account's credentials is not left out; nothing while they are not known. Asks nobody. */
  of(account: Account): readonly Credential[] {
    const { credentials } = this.#lists.of(account);
    if (!credentials) return [];
    const by = this.#arrangement.current;
    const known = this.#arranged.get(credentials);
    if (known?.by === by) return known.found;
    const found = arranged(credentials, by, new Date());
    this.#arranged.set(credentials, { by, found });
    return found;
  }

  /** The same in groups, where the user wants that. */
  groupsOf(account: Account): readonly Group<Credential>[] | undefined {
    return this.#arrangement.current.isGrouped ? grouped(this.of(account), new Date()) : undefined;
  }

  counts(): Counts {
    const now = new Date();
    const counts = this.#accounts.all().map((account) => {
      const { credentials = [] } = this.#lists.of(account);
      return {
        all: credentials.length,
        found: this.of(account).length,
        unrestricted: countUnrestricted(credentials, now),
      };
    });
    const sum = (count: keyof Counts) => counts.reduce((total, each) => total + each[count], 0);
    return { all: sum('all'), found: sum('found'), unrestricted: sum('unrestricted') };
  }

  /** What is to be said in the place of a tree; undefined where there is one to be shown. */
  welcome(): TokensWelcome | undefined {
    const accounts = this.#accounts.all();
    const lists = accounts.map((account) => this.#lists.of(account));
    const [only] = lists;
    if (lists.length === 1 && only) {
      if (!only.credentials && isForbidden(only.error)) return 'forbidden';
      if (only.credentials?.length === 0 && only.error === undefined) return 'empty';
    }
    const areKnown = lists.every(({ credentials, error }) => credentials && error === undefined);
    if (!areKnown || this.#arrangement.current.filter === '') return undefined;
    const { all, found } = this.counts();
    return all > 0 && found === 0 ? 'no-match' : undefined;
  }
}
