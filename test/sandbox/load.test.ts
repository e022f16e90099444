import { expect, it, onTestFinished } from 'vitest';
import { createFetch } from '../../cli/fetch.ts';
import { authorizedApi } from '../../core/carto/api.ts';
import { bearer } from '../../core/carto/authorization.ts';
import { listConnections } from '../../core/carto/connections-api.ts';
import { CartoError, type FailureKind } from '../../core/carto/error.ts';
import type { Fetch } from '../../core/carto/http/fetch.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { type TokensApi, tokensApi } from '../../core/carto/tokens-api.ts';
import type { Faults, Sandbox } from '../../sandbox/sandbox.ts';
import { asUser, sandboxWith } from './support.ts';

/** How many requests of each kind are made at the same time: 200. */
const [GETS, LISTS, CONNECTIONS, CREATES, UPDATES, DELETES] = [70, 15, 15, 40, 30, 30];

const IMPATIENT = { retries: 1, firstWait: 1 };

/** What became of a request, for whom it was made and truly. */
interface Outcome {
  /** undefined where it went well. */
  readonly kind: FailureKind | undefined;
  /** What its last attempt met, as the network saw it. */
  readonly truth: FailureKind | undefined;
}

/** A write, and whether the account shows that it was carried out. */
interface Written extends Outcome {
  readonly isDone: boolean;
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

const BODY = { allowed_apis: ['lds'], grants: [], referers: [] };
const NEW_REFERERS = ['https://updated.example/'];

/** An account with a token for everything that is to be read, updated and deleted. */
function fullAccount(): Promise<Sandbox> {
  const kept = [...names('read', GETS), ...names('update', UPDATES), ...names('delete', DELETES)];
  return sandboxWith({ seed: { tokens: kept.map((name) => ({ name, allowed_apis: ['lds'] })) } });
}

/** Makes requests to a sandbox as the command line does, and looks at what each of them truly meets. */
async function clientOf(sandbox: Sandbox) {
  const { authorization = '' } = await asUser(sandbox);
  const accessToken = authorization.replace('Bearer ', '');
  const { fetch, close } = createFetch({ env: {} });
  onTestFinished(close);
  return async (
    ask: (api: TokensApi, connections: () => Promise<unknown>) => Promise<void>,
  ): Promise<Outcome> => {
    let truth: FailureKind | undefined;
    const watched: Fetch = async (url, init) => {
      truth = 'connection-lost'; // until it answers
      const response = await fetch(url, init);
      truth = response.status === 429 ? 'too-many-requests' : undefined;
      return response;
    };
    const http = createHttp(watched, { patience: IMPATIENT });
    const api = authorizedApi(http, sandbox.addresses.apiBaseUrl, async () => bearer(accessToken));
    try {
      await ask(tokensApi(api), () => listConnections(api));
      return { kind: undefined, truth };
    } catch (error) {
      if (!(error instanceof CartoError)) throw error;
      return { kind: error.kind, truth };
    }
  };
}

/** Makes all requests at once. */
async function load(sandbox: Sandbox, faults: Faults) {
  const client = await clientOf(sandbox);
  const before = sandbox.account;
  const tokenOf = (name: string) =>
    before.tokens.find((token) => token.name === name) ?? expect.fail(`no ${name}`);
  const nowOf = (name: string) => sandbox.account.tokens.find((token) => token.name === name);
  const toRead = names('read', GETS).map(tokenOf);

  sandbox.faults.set(faults);
  const reads = Promise.all([
    ...toRead.map((token) =>
      client(async (tokens) => expect(await tokens.get(token.token)).toEqual(token)),
    ),
    ...names('list', LISTS).map(() =>
      client(async (tokens) => expect(await tokens.list()).toEqual(expect.arrayContaining(toRead))),
    ),
    ...names('connections', CONNECTIONS).map(() =>
      client(async (_, connections) => expect(await connections()).toEqual(before.connections)),
    ),
  ]);
  const written = async (
    name: string,
    write: (tokens: TokensApi) => Promise<unknown>,
    isDone: () => boolean,
  ): Promise<Written & { readonly name: string }> => {
    const outcome = await client(async (tokens) => void (await write(tokens)));
    return { name, ...outcome, isDone: isDone() };
  };
  const creates = Promise.all(
    names('create', CREATES).map((name) =>
      written(
        name,
        (tokens) => tokens.create({ ...BODY, name }),
        () => nowOf(name) !== undefined,
      ),
    ),
  );
  const updates = Promise.all(
    names('update', UPDATES).map((name) =>
      written(
        name,
        (tokens) => tokens.update(tokenOf(name).token, { referers: NEW_REFERERS }),
        () => nowOf(name)?.referers.join() === NEW_REFERERS.join(),
      ),
    ),
  );
  const deletes = Promise.all(
    names('delete', DELETES).map((name) =>
      written(
        name,
        (tokens) => tokens.delete(tokenOf(name).token),
        () => nowOf(name) === undefined,
      ),
    ),
  );
  const result = {
    reads: await reads,
    writes: {
      'POST /v3/tokens': await creates,
      'PATCH /v3/tokens/:token': await updates,
      'DELETE /v3/tokens/:token': await deletes,
    },
  };
  sandbox.faults.clear();
  return result;
}

// Of these seeds each cuts some of every kind of write.
it.each([
  ['before', 26],
  ['after', 18],
] as const)(
  'of 200 requests at once, with 429s and connections cut %s they are carried out, each ends truly and no write is done twice',
  async (when, seed) => {
    const sandbox = await fullAccount();
    const { reads, writes } = await load(sandbox, {
      tooMany: { share: 0.2, retryAfter: '0' },
      reset: { share: 0.05, when },
      seed,
    });
    const { received, performed } = sandbox.requests;

    // Those that are right were compared where they came in.
    for (const { kind, truth } of reads) expect(kind).toBe(truth);

    for (const [route, outcomes] of Object.entries(writes)) {
      for (const { name, kind, truth, isDone } of outcomes) {
        expect({ name, kind }).toEqual({ name, kind: truth });
        // What is said to be done is; what was refused is not; of what was cut, nobody but the server knows.
        const isExpected = kind === undefined || (kind === 'connection-lost' && when === 'after');
        expect({ name, kind, isDone }).toEqual({ name, kind, isDone: isExpected });
      }
      const done = outcomes.filter(({ isDone }) => isDone).length;
      expect({ route, times: performed[route] }).toEqual({ route, times: done });
      expect({ route, times: received[route] }).toEqual({ route, times: outcomes.length });
    }

    // There was something to see: of each fault, and of requests that went well.
    const all = [...reads, ...Object.values(writes).flat()];
    expect(all).toHaveLength(200);
    const kinds = new Set(Object.values(writes).flatMap((each) => each.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set([undefined, 'too-many-requests', 'connection-lost']));
    const readsReceived = Object.entries(received)
      .filter(([route]) => route.startsWith('GET '))
      .reduce((sum, [, times]) => sum + times, 0);
    expect(readsReceived).toBeGreaterThan(reads.length);
  },
);
