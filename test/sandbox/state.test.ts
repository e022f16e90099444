import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxOptions, Seed } from '../../sandbox/sandbox.ts';
import { apiKey, clientSecret } from '../support/synthetic.ts';
import { ask, asUser, bearer, newToken, sandboxWith } from './support.ts';

let folder: string;
let stateFile: string;
let notices: string[];
const notice = (text: string) => void notices.push(text);

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-sandbox-'));
  stateFile = path.join(folder, 'state.json');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (options: SandboxOptions = {}) => sandboxWith({ stateFile, notice, ...options });
const GEOCODE = '/v3/lds/geocoding/geocode?address=a';

describe('the state file', () => {
  it('keeps the account, its secrets and its tokens', async () => {
    const first = await start();
    const user = await asUser(first);
    const token = await newToken(first, { name: 'kept', allowed_apis: ['lds'] });
    await first.stop();

    const second = await start();
    expect(second.account).toEqual(first.account);
    const { apiBaseUrl: _, oauthTokenUrl: __, engineBaseUrl: ___, ...secrets } = first.addresses;
    expect(second.addresses).toMatchObject(secrets);
    expect((await ask(second, GEOCODE, { headers: bearer(token) })).status).toBe(200);
    expect((await ask(second, '/v3/tokens', { headers: user })).body).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it('is written before a change is answered, whole, and for its owner alone', async () => {
    const sandbox = await start();
    const headers = await asUser(sandbox);
    const names = Array.from({ length: 20 }, (_, index) => `token ${index}`);
    const kept = await Promise.all(
      names.map(async (name) => {
        await ask(sandbox, '/v3/tokens', { headers, body: { name, allowed_apis: ['lds'] } });
        const { tokens } = JSON.parse(await readFile(stateFile, 'utf8'));
        return tokens.some((token: { name: string }) => token.name === name);
      }),
    );
    expect(kept).toEqual(names.map(() => true));
    expect(sandbox.account.tokens.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(await readdir(folder)).toEqual(['state.json']);
    if (process.platform !== 'win32') expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  });

  it('keeps fields that it does not know', async () => {
    await (await start()).stop();
    const state = JSON.parse(await readFile(stateFile, 'utf8'));
    state.later = { a: 1 };
    state.keys[0].colour = 'red';
    await writeFile(stateFile, JSON.stringify(state));
    await asUser(await start());
    const after = JSON.parse(await readFile(stateFile, 'utf8'));
    expect(after).toMatchObject({ later: { a: 1 }, keys: [{ colour: 'red' }, {}] });
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, 300), 'not JSON'],
    ['another shape', (text: string) => text.replace('"quota"', '"limit"'), 'quota is missing'],
    [
      'another version',
      (text: string) => text.replace('"version": 1', '"version": 2'),
      'version has to be 1',
    ],
    [
      'no key',
      (text: string) => text.replace(/"pem": "[^"]*"/, '"pem": "none"'),
      'is no private key',
    ],
  ])('is set aside where it is damaged: %s', async (_, damage, reason) => {
    const now = () => new Date('2030-01-01T00:00:00Z');
    const first = await start({ now });
    await first.stop();
    const damaged = damage(await readFile(stateFile, 'utf8'));
    await writeFile(stateFile, damaged);
    const second = await start({ now });
    expect(second.addresses.clientId).not.toBe(first.addresses.clientId);
    expect(notices).toEqual([expect.stringContaining(reason)]);
    expect(notices.join()).not.toContain(first.addresses.clientSecret);
    const aside = `${stateFile}.damaged-2030-01-01T00-00-00-000Z`;
    expect(notices.join()).toContain(aside);
    expect(await readFile(aside, 'utf8')).toBe(damaged);
    expect(JSON.parse(await readFile(stateFile, 'utf8')).clientId).toBe(second.addresses.clientId);
  });

  it.each([
    ['of another program', '{"name": "storefront", "version": "1.0.0"}'],
    ['with a version like a state’s', '{"version": 1, "rules": []}'],
    ['that is a list', '[]'],
    ['that is no JSON', 'CARTO_USER=ada\n'],
  ])('is not made of a file %s, which is left as it is', async (_, text) => {
    await writeFile(stateFile, text);
    await expect(start()).rejects.toThrow(/is no state of a sandbox: .*It is left as it is/);
    expect(await readFile(stateFile, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('is made of one that is empty', async () => {
    await writeFile(stateFile, '');
    await asUser(await start());
    expect(JSON.parse(await readFile(stateFile, 'utf8')).version).toBe(1);
    if (process.platform !== 'win32') expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  });

  it('that cannot be read or written is said, and nothing is started', async () => {
    await mkdir(stateFile);
    await expect(start()).rejects.toThrow(/cannot be read: it is a folder\. Check/);
    const nowhere = path.join(folder, 'no', 'state.json');
    await expect(start({ stateFile: nowhere })).rejects.toThrow(/cannot be written: .*\. Check/);
  });

  it('that cannot be written later leaves the account as it was', async () => {
    const sandbox = await start();
    const headers = await asUser(sandbox);
    await rm(folder, { recursive: true });
    const body = { allowed_apis: ['lds'] };
    const answer = await ask(sandbox, '/v3/tokens', { headers, body });
    expect(answer).toMatchObject({ status: 500, body: { error: expect.any(String) } });
    expect(sandbox.account.tokens).toEqual([]);
    expect(sandbox.requests.performed).not.toHaveProperty(['POST /v3/tokens']);
    expect(notices[0]).toContain('cannot be written: no such folder');
    await mkdir(folder);
    expect((await ask(sandbox, '/v3/tokens', { headers, body })).status).toBe(201);
  });

  it('is written by one sandbox: the second of two stops, and the first loses nothing', async () => {
    const first = await start();
    const second = await start();
    const body = { allowed_apis: ['lds'], name: 'a' };
    const ofFirst = await asUser(first);
    expect((await ask(first, '/v3/tokens', { headers: ofFirst, body })).status).toBe(201);
    const answer = await ask(second, '/v3/tokens', { headers: await asUser(second), body });
    expect(answer.status).toBe(500);
    expect(notices.join()).toContain('changed by somebody else');
    expect(JSON.parse(await readFile(stateFile, 'utf8')).tokens).toHaveLength(1);
  });

  it('wins over a seed', async () => {
    await (await start({ seed: { username: 'first' } })).stop();
    const second = await start({ seed: { username: 'second' } });
    expect(second.addresses.username).toBe('first');
    expect(notices).toEqual([expect.stringContaining('seed')]);
  });
});

describe('a seed', () => {
  it('sets credentials', async () => {
    const seed = {
      clientId: 'me',
      clientSecret: clientSecret(),
      masterKey: apiKey('hex'),
      username: 'ada',
    };
    const { addresses } = await start({ seed });
    expect(addresses).toMatchObject(seed);
  });

  it.each([
    [{ quota: 'many' }, 'quota has to be a number, and is "many"'],
    [{ quota: -1 }, 'quota is negative'],
    [{ username: 'a/b' }, 'username is no user name'],
    [{ clientSecret: '' }, 'clientSecret is empty'],
    [{ conections: [] }, 'conections is not a property'],
    [{ connections: [{ name: 'a' }, { name: 'a' }] }, '"a" stands there twice'],
    [{ tokens: [{ allowed_apis: 'maps' }] }, 'tokens[0].allowed_apis has to be a list'],
    [{ tokens: [{ allowed_apis: ['maps'] }] }, 'tokens[0]: grants: there is none'],
    [{ tokens: [{ name: 'a' }, { name: 'a' }] }, 'tokens[1]: There is a token named "a"'],
    [{ keys: [{ name: 'Master', grants: [] }] }, 'keys[0]: name: "Master" is reserved'],
    [[], 'has to be an object'],
  ])('that is wrong is said: %j', async (seed, reason) => {
    await expect(start({ seed: seed as Seed })).rejects.toThrow(reason);
    expect(await readdir(folder)).toEqual([]);
  });
});
