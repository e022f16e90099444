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
  const found = (signal?: AbortSignal) => findApiBaseUrl(http, TOKEN, signal);
  return { found, sent };
}

async function faultOf(...steps: readonly StubStep[]) {
  const error = await rejection(finding(...steps).found());
  expect(error).toMatchObject({ kind: 'unreadable-answer' });
  return error;
}

describe('the region of an account', () => {
  it('is what its tenant’s configuration says', async () => {
    const { found, sent } = finding(ACCOUNT, CONFIG);
    expect(await found()).toBe('https://gcp-us-east1.api.carto.com');
    expect(sent.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['https://accounts.app.carto.com/accounts', `Bearer ${TOKEN}`],
      // The token is for the account's server alone.
      ['https://clausa.app.carto.com/config.yaml', null],
    ]);
  });

  it('can be written in JSON, which is YAML', async () => {
    const body = { apis: { baseUrl: 'https://carto.example.com/api' } };
    expect(await finding(ACCOUNT, { body }).found()).toBe('https://carto.example.com/api');
  });

  it.each([
    'carto.example.com',
    'CARTO.example.com',
    'localhost:8443',
    'carto.example.com:443',
    '127.0.0.1',
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
