import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { ask, asUser, sandboxWith } from './support.ts';

/** As they are before the first sandbox. */
const { Request, Response, fetch } = globalThis;

/** The status of a request under another `Host`, which `fetch` does not send. */
function statusAs(sandbox: Sandbox, host: string): Promise<number | undefined> {
  const { port } = new URL(sandbox.addresses.apiBaseUrl);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/config.yaml', headers: { host } };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('where a sandbox listens', () => {
  it('is this machine, under its names only', async () => {
    const sandbox = await sandboxWith();
    expect(sandbox.addresses.apiBaseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(Object.keys(sandbox.addresses)).toEqual([
      'apiBaseUrl',
      'oauthTokenUrl',
      'clientId',
      'clientSecret',
      'engineBaseUrl',
      'username',
      'masterKey',
    ]);
    expect(await statusAs(sandbox, 'localhost:1')).toBe(200);
    expect(await statusAs(sandbox, 'evil.example')).toBe(403);
    expect(await statusAs(sandbox, '127.0.0.1.evil.example')).toBe(403);
    expect(await statusAs(sandbox, '192.168.0.1')).toBe(403);
  });

  it('is the network where that is chosen, and that is said', async () => {
    const notices: string[] = [];
    const sandbox = await sandboxWith({ host: '0.0.0.0', notice: (text) => notices.push(text) });
    expect(sandbox.addresses.apiBaseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await statusAs(sandbox, 'my-machine.example')).toBe(200);
    expect(notices).toEqual([expect.stringContaining('from other machines')]);
  });

  it('has to be free, and a place at all', async () => {
    const { addresses } = await sandboxWith();
    const port = Number(new URL(addresses.apiBaseUrl).port);
    await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
    await expect(startSandbox({ port: 70_000 })).rejects.toThrow('70000 is no port');
    await expect(startSandbox({ host: '192.0.2.1' })).rejects.toThrow('no address of this machine');
    await expect(startSandbox({ host: 'nowhere.invalid' })).rejects.toThrow('no host called');
  });

  it('is free again when it has stopped, which can be asked twice', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.addresses.apiBaseUrl).port);
    await Promise.all([sandbox.stop(), sandbox.stop()]);
    await (await startSandbox({ port })).stop();
  });

  it('patches nothing of the host', async () => {
    await ask(await sandboxWith(), '/config.yaml');
    expect(globalThis.Request).toBe(Request);
    expect(globalThis.Response).toBe(Response);
    expect(globalThis.fetch).toBe(fetch);
  });
});

describe('requests that nothing answers', () => {
  it.each([
    ['/v3/nothing', { error: expect.stringContaining('POST /v3/tokens') }],
    ['/api/v3/nothing', { errors: [expect.stringContaining('/api/v3/api_keys')] }],
    ['/', { error: expect.any(String) }],
  ])('%s is 404, with what there is', async (path, body) => {
    expect(await ask(await sandboxWith(), path)).toMatchObject({ status: 404, body });
  });

  it('a wrong method is 405, with the right ones', async () => {
    const answer = await ask(await sandboxWith(), '/v3/tokens', { method: 'PUT', body: {} });
    expect(answer).toMatchObject({
      status: 405,
      body: { error: expect.stringContaining('GET, POST') },
    });
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  it('a body that is too large is 413', async () => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    const body = { name: 'x'.repeat(2 ** 20), allowed_apis: ['lds'] };
    const answer = await ask(sandbox, '/v3/tokens', { headers, body });
    expect(answer).toMatchObject({
      status: 413,
      body: { error: expect.stringContaining('1048576') },
    });
    expect(sandbox.account.tokens).toEqual([]);
  });

  it('an error inside is 500, and tells no secret', async () => {
    const notices: string[] = [];
    let isBroken = false;
    const now = () => {
      if (isBroken) throw new Error('secret');
      return new Date();
    };
    const sandbox = await sandboxWith({ now, notice: (text) => notices.push(text) });
    isBroken = true;
    const answer = await ask(sandbox, '/v3/tokens');
    expect(answer).toMatchObject({ status: 500, body: { error: expect.any(String) } });
    expect(JSON.stringify([answer.body, notices])).not.toContain('secret');
    expect(notices).toHaveLength(1);
  });
});

describe('web pages', () => {
  it.each([
    ['/v3/sql/carto_dw/query', '*'],
    ['/v3/tokens', '*'],
    ['/api/v2/sql', '*'],
    ['/u/sandbox/api/v2/sql', '*'],
    ['/api/v3/api_keys', null],
    ['/u/sandbox/api/v3/api_keys', null],
    ['/oauth/token', null],
    ['/sandbox/faults', null],
    ['/sandbox/requests', null],
  ])('may ask %s: %s', async (path, origin) => {
    const sandbox = await sandboxWith();
    const headers = {
      origin: 'https://a.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await ask(sandbox, path, { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    if (origin) {
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    }
    const answer = await ask(sandbox, path, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
