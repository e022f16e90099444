import type * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import type { Account } from '../accounts/account.ts';
import type { Credential } from '../accounts/credentials.ts';

/** A credential that an account has had. */
export type Had = Pick<Credential, 'fingerprint' | 'kind' | 'name'>;

const KEY = 'cartotoken.hadCredentials';
/** How many are remembered of each account: the last ones. */
const MOST = 500;

/** Which credentials accounts have had, over sessions: by it one that is gone is known. Fingerprints and names alone. */
export class Memory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  of({ id }: Account): readonly Had[] {
    return this.#all().get(id) ?? [];
  }

  /** Takes note of what an account has. */
  add(account: Account, credentials: readonly Had[]): void {
    const before = this.of(account);
    const had = new Map(before.map((each) => [each.fingerprint, each]));
    for (const { fingerprint, kind, name } of credentials) {
      // What it still has comes last, so that it is forgotten last.
      had.delete(fingerprint);
      had.set(fingerprint, { fingerprint, kind, name });
    }
    const now = [...had.values()].slice(-MOST);
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    this.#keep(this.#all().set(account.id, now));
  }

  /** Forgets what other accounts had. */
  keepOnly(accounts: readonly Account[]): void {
    const all = this.#all();
    const ids = new Set(accounts.map(({ id }) => id));
    const kept = new Map([...all].filter(([id]) => ids.has(id)));
    if (kept.size < all.size) this.#keep(kept);
  }

  #keep(all: ReadonlyMap<string, readonly Had[]>): void {
    void this.#state.update(KEY, Object.fromEntries(all));
  }

  /** What another version has kept is not there. */
  #all(): Map<string, readonly Had[]> {
    const entries = Object.entries(asRecord(this.#state.get<unknown>(KEY)) ?? {});
    return new Map(entries.map(([id, had]) => [id, Array.isArray(had) ? had.filter(isHad) : []]));
  }
}

function isHad(kept: unknown): kept is Had {
  const { fingerprint, kind, name } = asRecord(kept) ?? {};
  return (
    typeof fingerprint === 'string' &&
    typeof name === 'string' &&
    (kind === 'token' || kind === 'key')
  );
}
