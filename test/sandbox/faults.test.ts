import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { ask, asUser, sandboxWith } from './support.ts';

const LDS = { allowed_apis: ['lds'] };

async function statuses(sandbox: Sandbox, count: number): Promise<number[]> {
  const result: number[] = [];
  for (let index = 0; index < count; index += 1) {
    result.push((await ask(sandbox, '/config.yaml')).status);
  }
  return result;
}

describe('faults', () => {
  it('tooMany answers 429 with Retry-After', async () => {
    const sandbox = await sandboxWith();
    sandbox.faults.set({ tooMany: { share: 1, retryAfter: '7' } });
    const answer = await ask(sandbox, '/v3/tokens');
    expect(answer).toMatchObject({ status: 429, body: { error: expect.any(String) } });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    sandbox.faults.clear();
    expect((await ask(sandbox, '/v3/tokens')).status).toBe(401);
  });

  it('strike a share of requests, the same ones for a seed', async () => {
    const sandbox = await sandboxWith();
    const faults = { serverError: { share: 0.5 }, seed: 3 };
    sandbox.faults.set(faults);
    const first = await statuses(sandbox, 40);
    sandbox.faults.set(faults);
    expect(await statuses(sandbox, 40)).toEqual(first);
    const failed = first.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(32);
    sandbox.faults.set({ serverError: { share: 0 } });
    expect(new Set(await statuses(sandbox, 10))).toEqual(new Set([200]));
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('reset cuts the connection %s the request is carried out', async (when, made) => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    sandbox.faults.set({ reset: { share: 1, when } });
    await expect(ask(sandbox, '/v3/tokens', { headers, body: LDS })).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
    });
    await expect.poll(() => sandbox.account.tokens.length).toBe(made);
    expect(sandbox.requests.received['POST /v3/tokens']).toBe(1);
    expect(sandbox.requests.performed['POST /v3/tokens'] ?? 0).toBe(made);
    sandbox.faults.clear();
    expect((await ask(sandbox, '/v3/tokens', { headers })).body).toHaveLength(made);
  });

  it('latency and slowBody hold an answer back', async () => {
    const sandbox = await sandboxWith();
    const took = async () => {
      const start = performance.now();
      await ask(sandbox, '/sandbox-not-there');
      return performance.now() - start;
    };
    sandbox.faults.set({ latency: 150 });
    expect(await took()).toBeGreaterThan(140);
    sandbox.faults.set({ slowBody: { msPerChunk: 20 } });
    // The answer has more than 320 bytes, so ten pieces and more.
    expect(await took()).toBeGreaterThan(190);
  });

  it('do not keep a sandbox from ending', async () => {
    const sandbox = await sandboxWith();
    sandbox.faults.set({ latency: 600_000 });
    const asked = ask(sandbox, '/config.yaml');
    await expect.poll(() => sandbox.requests.received['GET /config.yaml']).toBe(1);
    await sandbox.stop();
    await expect(asked).rejects.toThrow();
  });

  it('are set over HTTP, and strike neither that nor the counts', async () => {
    const sandbox = await sandboxWith();
    const body = { tooMany: { share: 1 } };
    const set = await ask(sandbox, '/sandbox/faults', { method: 'PUT', body });
    expect(set).toMatchObject({ status: 200, body });
    expect(set.headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask(sandbox, '/config.yaml')).status).toBe(429);
    const { body: counts } = await ask(sandbox, '/sandbox/requests');
    expect(counts).toEqual({ received: { 'GET /config.yaml': 1 }, performed: {} });
    expect((await ask(sandbox, '/sandbox/faults', { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, '/config.yaml')).status).toBe(200);
  });

  it.each([
    [{ latency: -1 }, 'latency has to be 0 or more'],
    [{ tooMany: { share: 2 } }, 'tooMany.share has to be from 0 to 1'],
    [{ reset: { share: 1 } }, 'reset.when is missing'],
    [{ nothing: 1 }, 'nothing is not a property'],
  ])('are refused when wrong: %j', async (faults, reason) => {
    const sandbox = await sandboxWith();
    expect(() => sandbox.faults.set(faults as never)).toThrow(reason);
    const answer = await ask(sandbox, '/sandbox/faults', { method: 'PUT', body: faults });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [expect.stringContaining(reason)] },
    });
  });
});
