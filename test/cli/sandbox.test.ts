import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxAddresses } from '../../sandbox/sandbox.ts';
import { clientSecret } from '../support/synthetic.ts';

let folder: string;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-cli-sandbox-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await rm(folder, { recursive: true, force: true });
});

/** The command line as it is shipped. */
function cartotoken(...args: string[]) {
  const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'sandbox', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const closed = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code, signal, ...said };
  });
  return { child, said, closed };
}

/** A sandbox that listens. */
async function started(...args: string[]) {
  const { child, said, closed } = cartotoken(...args);
  await expect.poll(() => said.out, { message: said.err }).toContain('\n');
  const addresses: SandboxAddresses = JSON.parse(said.out);
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return closed;
  };
  return { addresses, said, end };
}

async function signIn({ oauthTokenUrl, clientId, clientSecret }: SandboxAddresses) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: 'carto-cloud-native-api',
  });
  const answer = await fetch(oauthTokenUrl, { method: 'POST', body });
  const { access_token: token } = await answer.json();
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

describe('cartotoken sandbox', () => {
  it('prints its addresses as one line of JSON, and nothing else there', async () => {
    const { addresses, end } = await started();
    expect(Object.keys(addresses)).toEqual([
      'apiBaseUrl',
      'oauthTokenUrl',
      'clientId',
      'clientSecret',
      'engineBaseUrl',
      'username',
      'masterKey',
    ]);
    const { out, err } = await end();
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(addresses.apiBaseUrl);
    expect(err).not.toContain(addresses.clientSecret);
  });

  it('keeps tokens over a restart with --state', async () => {
    const first = await started('--state', 'state.json');
    const headers = await signIn(first.addresses);
    const url = `${first.addresses.apiBaseUrl}/v3/tokens`;
    const body = JSON.stringify({ name: 'kept', allowed_apis: ['lds'] });
    const made = await (await fetch(url, { method: 'POST', headers, body })).json();
    expect(await first.end()).toMatchObject({ code: 0, signal: null });

    const second = await started('--state', 'state.json');
    const { apiBaseUrl, clientSecret, masterKey } = second.addresses;
    expect({ clientSecret, masterKey }).toEqual({
      clientSecret: first.addresses.clientSecret,
      masterKey: first.addresses.masterKey,
    });
    const list = await (await fetch(`${apiBaseUrl}/v3/tokens`, { headers })).json();
    expect(list).toEqual([made]);
    const lds = await fetch(`${apiBaseUrl}/v3/lds/geocoding/geocode?address=a`, {
      headers: { authorization: `Bearer ${made.token}` },
    });
    expect(lds.status).toBe(200);
    expect((await second.end()).code).toBe(0);
  });

  it('sets a damaged state aside, and says so', async () => {
    const cut = '{"version":1,"username":"ada",';
    await writeFile(path.join(folder, 'state.json'), cut);
    const { said, end } = await started('--state', 'state.json');
    expect(said.err).toMatch(/state\.json is damaged: it is not JSON\. It is kept as /);
    await end();
    const [state, aside = ''] = (await readdir(folder)).sort();
    expect([state, aside]).toEqual(['state.json', expect.stringContaining('state.json.damaged-')]);
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe(cut);
  });

  it('begins with a seed', async () => {
    const seed = { username: 'ada', clientSecret: clientSecret() };
    await writeFile(path.join(folder, 'seed.json'), JSON.stringify(seed));
    const { addresses, end } = await started('--seed', 'seed.json');
    expect(addresses).toMatchObject(seed);
    await end();
  });

  it.runIf(process.platform !== 'win32').each(['SIGTERM', 'SIGINT'] as const)(
    'ends with %s, with what is under way cut off',
    async (signal) => {
      const { addresses, end } = await started('--state', 'state.json');
      const body = JSON.stringify({ latency: 600_000 });
      await fetch(`${addresses.apiBaseUrl}/sandbox/faults`, { method: 'PUT', body });
      const asked = fetch(`${addresses.apiBaseUrl}/v3/tokens`).catch(() => 'cut');
      const counts = async () =>
        (await (await fetch(`${addresses.apiBaseUrl}/sandbox/requests`)).json()).received;
      await expect.poll(counts).toEqual({ 'GET /v3/tokens': 1 });
      expect(await end(signal)).toMatchObject({ code: 0, signal: null });
      expect(await asked).toBe('cut');
      expect(JSON.parse(await readFile(path.join(folder, 'state.json'), 'utf8')).version).toBe(1);
    },
  );

  it.runIf(process.platform !== 'win32')('ends cleanly while it writes its state', async () => {
    const { addresses, end } = await started('--state', 'state.json');
    const headers = await signIn(addresses);
    const body = JSON.stringify({ allowed_apis: ['lds'] });
    const url = `${addresses.apiBaseUrl}/v3/tokens`;
    const made = Array.from({ length: 200 }, () =>
      fetch(url, { method: 'POST', headers, body }).then(
        ({ status }) => status,
        () => 'cut',
      ),
    );
    await Promise.race(made);
    expect(await end()).toMatchObject({ code: 0, signal: null });
    const answers = await Promise.all(made);
    const { tokens } = JSON.parse(await readFile(path.join(folder, 'state.json'), 'utf8'));
    expect(tokens.length).toBeGreaterThanOrEqual(answers.filter((each) => each === 201).length);
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('says that a port is taken', async () => {
    const { addresses, end } = await started();
    const { port } = new URL(addresses.apiBaseUrl);
    const second = await cartotoken('--port', port).closed;
    expect(second).toMatchObject({ code: 2, out: '' });
    expect(second.err).toMatch(
      new RegExp(
        `^cartotoken: Port ${port} of 127\\.0\\.0\\.1 is taken by another program\\. .*\n$`,
      ),
    );
    await end();
  });

  it.each([
    [['--port', 'http'], 'Write a whole number from 0'],
    [['--port', '65536'], 'Write a whole number from 0'],
    [['--host', '192.0.2.1'], 'no address of this machine'],
    [['--state', 'no/state.json'], 'cannot be written'],
    [['--state', '.'], 'cannot be read: it is a folder'],
    [['--seed', 'none.json'], 'There is no seed file'],
    [['--seed', 'bad.json'], 'is not JSON'],
    [['--seed', 'wrong.json'], 'quota has to be a number'],
    [['--speed'], 'unknown option'],
  ])('answers 2 and why: %j', async (args, reason) => {
    await writeFile(path.join(folder, 'bad.json'), '{');
    await writeFile(path.join(folder, 'wrong.json'), '{"quota": "many"}');
    const { code, out, err } = await cartotoken(...args).closed;
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(reason);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
