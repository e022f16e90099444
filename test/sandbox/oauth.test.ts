import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientSecret } from '../support/synthetic.ts';
import { ask, asUser, bearer, payloadOf, sandboxWith, signIn } from './support.ts';

describe('POST /oauth/token', () => {
  it('issues a token that is really signed, for a form as for JSON', async () => {
    const sandbox = await sandboxWith();
    const form = new URLSearchParams({ ...signIn(sandbox), scope: 'read:tokens' });
    const answers = [
      await ask(sandbox, '/oauth/token', { body: { ...signIn(sandbox), scope: 'read:tokens' } }),
      await ask(sandbox, '/oauth/token', {
        body: String(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ];
    const { body: keys } = await ask(sandbox, '/.well-known/jwks.json');
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 86_400,
        scope: 'read:tokens',
      });
      const [header = '', payload = '', signature = ''] = body.access_token.split('.');
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
        alg: 'RS256',
        typ: 'JWT',
        kid: keys.keys[0].kid,
      });
      expect(payloadOf(body.access_token)).toMatchObject({
        iss: `${sandbox.addresses.apiBaseUrl}/`,
        aud: 'carto-cloud-native-api',
        gty: 'client-credentials',
        'http://app.carto.com/account_id': 'ac_sandbox',
        sandbox: true,
      });
      const key = createPublicKey({ key: keys.keys[0], format: 'jwk' });
      const signed = Buffer.from(`${header}.${payload}`);
      expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    }
  });

  it.each([
    [{ client_secret: clientSecret() }, 401, 'access_denied'],
    [{ client_id: 'another' }, 401, 'access_denied'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ grant_type: '' }, 400, 'invalid_request'],
    [{ client_secret: 12 }, 400, 'invalid_request'],
    [{ audience: 'another' }, 403, 'access_denied'],
    [{ audience: undefined }, 403, 'access_denied'],
  ])('refuses %j', async (wrong, status, error) => {
    const sandbox = await sandboxWith();
    const body: Record<string, unknown> = { ...signIn(sandbox), ...wrong };
    const answer = await ask(sandbox, '/oauth/token', { body });
    expect(answer).toMatchObject({ status, body: { error } });
    expect(JSON.stringify(answer.body)).not.toContain(body['client_secret']);
    if (status === 401) {
      expect(answer.body).toEqual({ error: 'access_denied', error_description: 'Unauthorized' });
    }
  });

  it('refuses what is neither JSON nor a form', async () => {
    const answer = await ask(await sandboxWith(), '/oauth/token', { body: '{' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('an OAuth token', () => {
  it('opens the Tokens API for a day', async () => {
    let now = new Date('2030-01-01T00:00:00Z');
    const sandbox = await sandboxWith({ now: () => now });
    const headers = await asUser(sandbox);
    expect(await ask(sandbox, '/v3/tokens', { headers })).toMatchObject({ status: 200, body: [] });
    now = new Date('2030-01-02T00:00:00Z');
    expect(await ask(sandbox, '/v3/tokens', { headers })).toMatchObject({
      status: 401,
      body: { error: expect.stringContaining('expired') },
    });
  });

  it.each([
    ['missing', {}],
    ['no bearer', { authorization: 'Basic x' }],
    ['garbled', bearer('a.b.c')],
  ])('is refused when %s', async (_, headers) => {
    const answer = await ask(await sandboxWith(), '/v3/tokens', { headers });
    expect(answer).toMatchObject({ status: 401, body: { error: expect.any(String) } });
  });

  it('is refused when altered, or of another account', async () => {
    const [sandbox, other] = [await sandboxWith(), await sandboxWith()];
    const { authorization = '' } = await asUser(sandbox);
    const [header, , signature] = authorization.split('.');
    const payload = { ...payloadOf(authorization), exp: 9e9 };
    const altered = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`;
    for (const headers of [{ authorization: altered }, await asUser(other)]) {
      expect((await ask(sandbox, '/v3/tokens', { headers })).status).toBe(401);
    }
  });

  it('leads to the region of its account', async () => {
    const sandbox = await sandboxWith();
    const { body } = await ask(sandbox, '/accounts', { headers: await asUser(sandbox) });
    expect(`http://${body.tenant_domain}`).toBe(sandbox.addresses.apiBaseUrl);
    const config = await ask(sandbox, '/config.yaml');
    expect(config.body).toBe(`apis:\n  baseUrl: ${sandbox.addresses.apiBaseUrl}\n`);
    expect((await ask(sandbox, '/accounts')).status).toBe(401);
  });
});
