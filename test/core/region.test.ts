import { describe, expect, it } from 'vitest';
import { createHttp } from '../../core/carto/http/http.ts';
import { findApiBaseUrl } from '../../core/carto/region.ts';
import { rejection } from '../support/rejection.ts';
import { HANGS, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { jwt } from '../support/synthetic.ts';

const TOKEN = jwt({ iss: 'https://auth.carto.com/', aud: 'carto-cloud-native-api' });

const ACCOUNT = { body: { id: 'ac_example', tenant_domain: 'clausa.app.carto.com' } };
const CONFIG = {
  body: 'apis:\n  baseUrl: https://gcp-us-east1.api.carto.com/\n  other: 1\nauth: {}\n',
  headers: { 'content-type': 'text/yaml' },
};

function finding(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  const http = createHttp(fetch, { patience: { firstWait: 1 } });
  const asked: string[] = [];
  const found = (signal?: AbortSignal, confirms = true) => {
    const confirm = async (host: string) => asked.push(host) > 0 && confirms;
    return findApiBaseUrl(http, TOKEN, confirm, signal);
  };
  return { found, sent, asked };
}

async function faultOf(...steps: readonly StubStep[]) {
  const error = await rejection(finding(...steps).found());
  expect(error).toMatchObject({ kind: 'unreadable-answer' });
  return error;
}

describe('the region of an account', () => {
  it('is what its tenant’s configuration says', async () => {
    const { found, sent, asked } = finding(ACCOUNT, CONFIG);
    expect(await found()).toBe('https://gcp-us-east1.api.carto.com');
    // CARTO's own host needs nobody's word.
    expect(asked).toEqual([]);
    expect(sent.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['https://accounts.app.carto.com/accounts', `Bearer ${TOKEN}`],
      // The token is for the account's server alone.
      ['https://clausa.app.carto.com/config.yaml', null],
    ]);
  });

  it('can be written in JSON, which is YAML', async () => {
    const body = { apis: { baseUrl: 'https://api.carto.com/x' } };
    expect(await finding(ACCOUNT, { body }).found()).toBe('https://api.carto.com/x');
  });

  it.each([
    ['carto.example.com', 'https://carto.example.com/api', 'carto.example.com'],
    ['carto.example.com', 'https://API.Example.com', 'api.example.com'],
    ['maps.example.co.uk', 'https://api.example.co.uk', 'api.example.co.uk'],
    ['carto.example.com:8443', 'https://carto.example.com:8443/api', 'carto.example.com:8443'],
    ['xn--bcher-kva.example', 'https://bücher.example', 'xn--bcher-kva.example'],
  ])('of %s may be at %s, once that is confirmed', async (tenant_domain, baseUrl, host) => {
    const steps = [{ body: { tenant_domain } }, { body: { apis: { baseUrl } } }] as const;
    const confirmed = finding(...steps);
    expect(await confirmed.found()).toBe(new URL(baseUrl).href.replace(/\/$/, ''));
    expect(confirmed.asked).toEqual([host]);
    expect(await rejection(finding(...steps).found(undefined, false))).toMatchObject({
      reason: expect.stringContaining(`${host} is not CARTO’s own, and was not confirmed`),
    });
  });

  it.each([
    ['clausa.app.carto.com', 'https://evil.example'],
    ['clausa.app.carto.com', 'https://carto.com.evil.example'],
    ['clausa.app.carto.com', 'https://evilcarto.com'],
    ['clausa.app.carto.com', 'https://carto.com.'.replace('carto', 'cаrto')],
    ['clausa.app.carto.com', 'https://evil.example\\.carto.com'],
    ['clausa.app.carto.com', 'https://evil.example#.carto.com'],
    ['clausa.app.carto.com', 'https://evil.example?.carto.com'],
    ['clausa.app.carto.com', 'https://gcp-us-east1.api.carto.com@evil.example'],
    ['clausa.app.carto.com', 'https://gcp-us-east1.api.carto.com:8443'],
    ['clausa.app.carto.com', 'http://127.0.0.1:8080'],
    ['clausa.app.carto.com', 'http://localhost'],
    ['clausa.app.carto.com', 'https://localhost'],
    ['clausa.app.carto.com', 'https://127.0.0.1'],
    ['clausa.app.carto.com', 'https://2130706433'],
    ['clausa.app.carto.com', 'https://0x7f.1'],
    ['clausa.app.carto.com', 'https://[::ffff:127.0.0.1]'],
    ['carto.example.com', 'https://other.example.net'],
    ['carto.example.com', 'https://carto.example.com:8443'],
    ['carto.example.com:8443', 'https://api.example.com:8443'],
    ['maps.example.co.uk', 'https://evil.co.uk'],
    ['acme.github.io', 'https://evil.github.io'],
    ['carto.example.com', 'https://com'],
  ])('of %s is not at %s, whatever its configuration says', async (tenant_domain, baseUrl) => {
    const { found, asked } = finding({ body: { tenant_domain } }, { body: { apis: { baseUrl } } });
    expect(await rejection(found())).toMatchObject({ kind: 'unreadable-answer' });
    expect(asked).toEqual([]);
  });

  it('of CARTO’s own is at its host with a dot at the end, too, which is the same one', async () => {
    const body = { apis: { baseUrl: 'https://gcp-us-east1.api.carto.com./' } };
    expect(await finding(ACCOUNT, { body }).found()).toBe('https://gcp-us-east1.api.carto.com.');
  });

  it.each([
    'carto.example.com',
    'CARTO.example.com',
    'carto.example.com:8443',
    'carto.example.com:443',
  ])('is asked of %s', async (domain) => {
    const { found, sent } = finding({ body: { tenant_domain: domain } }, CONFIG);
    await found();
    expect(sent[1]?.url).toBe(`https://${domain}/config.yaml`);
  });

  it.each([
    '',
    ' ',
    'carto.example.com/path',
    'carto.example.com?query',
    'carto.example.com#',
    'carto.example.com\\path',
    'user@evil.example',
    'carto.example.com:443@evil.example',
    'carto.example.com:',
    'carto.example.com:99999',
    'carto.example.com:443:443',
    'https://carto.example.com',
    '//evil.example',
    'evil.example\n',
    'evil.example\u0000',
    '..',
    'a..b',
    '-a.example',
    '999.999.999.999',
    '[::1]',
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    'localhost',
    'localhost:8443',
    'co.uk',
    'github.io',
    'ⓔvil.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
    TOKEN,
  ])('is not asked of %j', async (domain) => {
    const { found, sent } = finding({ body: { tenant_domain: domain } }, CONFIG);
    expect(await rejection(found())).toMatchObject({
      kind: 'unreadable-answer',
      details: { host: 'accounts.app.carto.com' },
      reason: expect.stringContaining('"tenant_domain" is not what was promised'),
    });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [{ body: {} }, '"tenant_domain" is missing'],
    [{ body: { tenant_domain: null } }, '"tenant_domain" is not what was promised: string'],
    [{ body: '{"__proto__":{"tenant_domain":"a.example"}}' }, '"tenant_domain" is missing'],
  ])('is unknown where the account says %j', async (account, fault) => {
    expect(await faultOf(account)).toMatchObject({ reason: expect.stringContaining(fault) });
  });

  it.each([
    ['', 'it is empty'],
    ['<!doctype html><title>Sign in</title>', 'it is damaged or cut off'],
    ['apis: [', 'it is damaged or cut off'],
    ['- a\n- b', 'it is damaged or cut off'],
    ['null', 'it is damaged or cut off'],
    ['a: 1', '"apis" is missing'],
    ['apis:', '"apis" is not what was promised: Object'],
    ['apis: {}', '"apis.baseUrl" is missing'],
    ['apis: {baseUrl: 5}', '"apis.baseUrl" is not what was promised: string'],
    ['__proto__: {apis: {baseUrl: "https://evil.example"}}', '"apis" is missing'],
    ['apis: {baseUrl: ""}', 'its address of the APIs is of no use: it is empty'],
    [
      'apis: {baseUrl: "https://user:password@evil.example"}',
      'its address of the APIs is of no use: it holds a user name or password',
    ],
    [
      'apis: {baseUrl: "http://carto.example.com"}',
      'its address of the APIs is of no use: it is not encrypted; credentials go there, so it must begin with https://',
    ],
  ])('is unknown where the configuration is %j', async (body, fault) => {
    expect(await faultOf(ACCOUNT, { body })).toMatchObject({
      details: { host: 'clausa.app.carto.com' },
      reason: expect.stringContaining(fault),
    });
  });

  it('is unknown where the configuration nests too deep to be read', async () => {
    expect(await faultOf(ACCOUNT, { body: `apis: ${'['.repeat(100_000)}` })).toMatchObject({
      reason: expect.stringContaining('it is damaged or cut off'),
    });
  });

  it('is given up where a signal says so', async () => {
    const controller = new AbortController();
    const { found, sent } = finding(ACCOUNT, HANGS);
    const error = rejection(found(controller.signal));
    await expect.poll(() => sent.length).toBe(2);
    controller.abort();
    expect(await error).toMatchObject({ kind: 'cancelled' });
  });
});
