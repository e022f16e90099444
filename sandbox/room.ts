import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Account } from './account.ts';
import type { FaultSource } from './faults.ts';
import type { Outcome } from './outcome.ts';
import { type Counts, counter } from './requests.ts';

/** What routes see of the sandbox they belong to. */
export interface Room {
  /** As it is now. */
  readonly account: Account;
  readonly now: () => Date;
  readonly faults: FaultSource;
  /** Aborted when the sandbox stops. */
  readonly ended: AbortSignal;
  /** Requests that came in, and writes that were carried out, by method and route. */
  readonly received: Counts;
  readonly performed: Counts;
  /**
   * Lets a request change the account. One change is decided after another, on the account that the one before has
   * left, and counts only when it is saved.
   *
   * @param route what was asked for, as it is counted: `POST /v3/tokens`
   * @throws where it cannot be saved, or the sandbox has stopped; the account is as before then
   */
  change(route: string, decide: (account: Account) => Outcome): Promise<Outcome>;
  /** Resolves when every change so far is saved or has failed. */
  settled(): Promise<void>;
}

export type RequestContext = Context<{ Bindings: HttpBindings }>;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Hono has them: `/v3/tokens/:token`. */
  readonly path: string;
  readonly handle: (context: RequestContext, room: Room) => Response | Promise<Response>;
}

/** @param save keeps an account, and resolves when it is kept */
export function createRoom(
  account: Account,
  save: (account: Account) => Promise<void>,
  now: () => Date,
  faults: FaultSource,
  ended: AbortSignal,
): Room {
  let current = account;
  let last: Promise<unknown> = Promise.resolve();
  const received = counter();
  const performed = counter();
  return {
    get account() {
      return current;
    },
    now,
    faults,
    ended,
    received,
    performed,
    async change(route, decide) {
      // Who asks when it is too late has lost the connection already.
      ended.throwIfAborted();
      const change = last.then(async () => {
        const outcome = decide(current);
        if (outcome.next) {
          await save(outcome.next);
          current = outcome.next;
          performed.add(route);
        }
        return outcome;
      });
      last = change.catch(() => undefined);
      return change;
    },
    settled: () => last.then(() => undefined),
  };
}
