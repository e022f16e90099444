import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, fetch as undiciFetch } from 'undici';
import { createFetch } from '../../cli/fetch.ts';
import { cartoApi } from '../../core/carto/carto-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { clientCredentials, oauthServerOf } from '../../core/carto/oauth.ts';
import { tokenSupply } from '../../core/carto/token-supply.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import type { SandboxAddresses, Seed } from '../../sandbox/sandbox.ts';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { settledMemory } from '../lib/garbage.mts';
import { ROOT } from '../lib/paths.mts';
import { end, start } from '../lib/processes.mts';
import { median, percentile } from '../lib/statistics.mts';
import { Trouble } from '../lib/trouble.mts';
import type { Row } from './row.mts';

const REQUESTS = 10_000;
const WARM_UP = 1_000;
const HALF = REQUESTS / 2;
const TOKENS = 20;

const MEGABYTE = 1024 * 1024;

/** Asks for the list of an account's tokens. @returns how many there are */
type Ask = () => Promise<number>;

/** What 10,000 requests take, and leave behind: by our client, and by turns by undici's `fetch` alone. */
export async function requests(): Promise<Row[]> {
  const sandbox = await startSandbox();
  const us = ours(sandbox.addresses);
  const them = plain(sandbox.addresses.apiBaseUrl, await us.accessToken());
  // Kept apart from the heap that is measured.
  const [our, their] = [new Float64Array(REQUESTS), new Float64Array(REQUESTS)];
  try {
    await byTurns(us.ask, them.ask, our, their, 0, WARM_UP);
    const before = await settledMemory();
    await byTurns(us.ask, them.ask, our, their, WARM_UP, HALF);
    const between = await settledMemory();
    await byTurns(us.ask, them.ask, our, their, HALF, REQUESTS);
    const after = await settledMemory();

    const least = Math.min(before.heap, between.heap);
    const [ourTimes, theirTimes] = [Array.from(our), Array.from(their)];
    const total = ourTimes.reduce((sum, time) => sum + time, 0);
    const count = REQUESTS.toLocaleString('en');
    const row = (what: string, value: number, unit: Row['unit'], budget?: number): Row => ({
      what,
      value,
      unit,
      ...(budget === undefined ? {} : { budget }),
    });
    return [
      row(`${count} lists of ${TOKENS} tokens, one after another`, 1000 / (total / REQUESTS), '/s'),
      row('list of tokens, median', median(ourTimes), 'ms'),
      row('list of tokens, p95', percentile(ourTimes, 95), 'ms'),
      row('undici’s fetch alone, same, median', median(theirTimes), 'ms'),
      row('undici’s fetch alone, same, p95', percentile(theirTimes, 95), 'ms'),
      row('our client by undici’s fetch, median', median(ourTimes) / median(theirTimes), '×', 2),
      row('heap after the first 1,000', before.heap / MEGABYTE, 'MB'),
      row('heap after half of them', between.heap / MEGABYTE, 'MB'),
      // From the lesser: what V8 lets go of later, such as code that ran once, must hide nothing.
      row('heap, growth until the last', (after.heap - least) / MEGABYTE, 'MB', 10),
      // V8 takes room for garbage until it has enough, and keeps it.
      row('resident after the first 1,000', before.resident / MEGABYTE, 'MB'),
      row('resident after half of them', between.resident / MEGABYTE, 'MB'),
      row('resident after the last', after.resident / MEGABYTE, 'MB'),
    ];
  } finally {
    await us.close();
    await them.close();
    sandbox.stop();
  }
}

/** Each asks so many times; who asks first changes with each turn, so that what one leaves to the other evens out. */
async function byTurns(
  ours: Ask,
  theirs: Ask,
  ourTimes: Float64Array,
  theirTimes: Float64Array,
  from: number,
  to: number,
): Promise<void> {
  const timed = async (ask: Ask, times: Float64Array, turn: number) => {
    const begun = performance.now();
    const count = await ask();
    times[turn] = performance.now() - begun;
    if (count !== TOKENS) throw new Error(`${count} tokens instead of ${TOKENS}.`);
  };
  for (let turn = from; turn < to; turn += 1) {
    const isOurs = turn % 2 === 0;
    if (isOurs) await timed(ours, ourTimes, turn);
    await timed(theirs, theirTimes, turn);
    if (!isOurs) await timed(ours, ourTimes, turn);
  }
}

/** As the command line asks. */
function ours({ apiBaseUrl, oauthTokenUrl, ...client }: SandboxAddresses) {
  const { fetch, close } = createFetch({ env: {} }); // past any proxy
  const http = createHttp(fetch);
  const supply = tokenSupply({
    obtain: () => clientCredentials(http, oauthServerOf(oauthTokenUrl), client),
    now: Date.now,
    host: new URL(apiBaseUrl).host,
  });
  const tokens = tokensApi(cartoApi(http, apiBaseUrl, supply));
  const ask: Ask = async () => (await tokens.list()).length;
  return { ask, accessToken: () => supply.current(), close };
}

/** The least that could do it: no time limit, no retries, and whatever comes is believed. */
function plain(apiBaseUrl: string, accessToken: string) {
  const dispatcher = new Agent();
  const headers = { authorization: `Bearer ${accessToken}` };
  const ask: Ask = async () => {
    const response = await undiciFetch(`${apiBaseUrl}/v3/tokens`, { headers, dispatcher });
    return ((await response.json()) as unknown[]).length;
  };
  return { ask, close: () => dispatcher.close() };
}

/** A sandbox in a process of its own, so that what it takes is not counted. */
async function startSandbox(): Promise<{ addresses: SandboxAddresses; stop: () => void }> {
  const folder = await temporaryFolder('bench-sandbox');
  const file = path.join(folder, 'seed.json');
  const tokens = Array.from({ length: TOKENS }, (_, index) => ({
    name: `token ${index}`,
    allowed_apis: ['maps', 'sql'],
    grants: [{ connection_name: 'carto_dw', source: `SELECT * FROM shop.retail.table_${index}` }],
    referers: [`https://site-${index}.example.com/`],
  }));
  await writeFile(file, JSON.stringify({ tokens } satisfies Seed));
  const child = start(
    process.execPath,
    [path.join(ROOT, 'dist/cli.js'), 'sandbox', '--seed', file],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = () => {
    end(child);
    removeFolder(folder);
  };
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      return { addresses: JSON.parse(line), stop };
    }
  }
  throw new Trouble('The sandbox could not be started; what it said stands above.');
}
