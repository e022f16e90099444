import { expect, it } from 'vitest';
import { authApi } from '../../core/carto/auth-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { isDeeperThan } from '../../core/carto/http/nesting.ts';
import { pathSegment } from '../../core/carto/path-segment.ts';
import { rejection } from '../support/rejection.ts';
import { stubFetch } from '../support/stub-fetch.ts';

it.each([
  'a',
  '...',
  '.a',
  'a/..',
  '%2e',
  '%2e%2e',
  '..\\',
  '../x',
  '?',
  '#',
  ' ',
  '\u0000',
  '🗺',
  '..;',
  'a\n',
])('a name %j stays one segment of its path', (name) => {
  const { pathname } = new URL(`https://h.example/api_keys/${pathSegment(name, 'h')}/token`);
  const [, , segment = '', last] = pathname.split('/');
  expect([decodeURIComponent(segment), last]).toEqual([name, 'token']);
});

it.each(['', '.', '..', '\ud800', 'a\udc00'])('a name %j asks for nothing', async (name) => {
  const { fetch, sent } = stubFetch();
  const api = authApi(createHttp(fetch), 'https://u.carto.example', 'u', 'no key');
  for (const call of [api.get, api.delete, api.regenerate]) {
    expect(await rejection(call(name))).toMatchObject({ kind: 'unreadable-answer' });
  }
  expect(sent).toEqual([]);
});

it.each([
  ['[[]]', 2, false],
  ['[[[]]]', 2, true],
  ['[] [] []', 1, false],
  ['"[[[[" []', 1, false],
  ['"\\"[[[[" []', 1, false],
  ['"\\\\" [[]]', 1, true],
  [']]]][[', 1, true],
  [`{"a":${'['.repeat(200)}`, 100, true],
])('%j is nested deeper than %i: %s', (text, most, expected) => {
  expect(isDeeperThan(text, most)).toBe(expected);
});
