import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { allPages, type Page, pageOf } from '../../core/carto/paging.ts';
import { rejection } from '../support/rejection.ts';

const FIRST = 'https://api.carto.example/v3/tokens';

const THING = v.looseObject({ name: v.string() });

/** The pages of a server, by their addresses. */
function pages(byUrl: Readonly<Record<string, Page<string>>>) {
  return vi.fn(async (url: string) => byUrl[url] ?? { items: [], next: undefined });
}

describe('a list of several pages', () => {
  it('is followed to its end', async () => {
    const get = pages({
      [FIRST]: { items: ['a', 'b'], next: `${FIRST}?page=2` },
      [`${FIRST}?page=2`]: { items: [], next: '?page=3' },
      [`${FIRST}?page=3`]: { items: ['c'], next: '/elsewhere' },
    });
    expect(await allPages(FIRST, get)).toEqual(['a', 'b', 'c']);
    expect(get.mock.calls.map(([url]) => url)).toEqual([
      FIRST,
      `${FIRST}?page=2`,
      `${FIRST}?page=3`,
      'https://api.carto.example/elsewhere',
    ]);
  });

  it.each([
    'https://evil.example/v3/tokens',
    '//evil.example/v3/tokens',
    'https://api.carto.example.evil.example/',
    'https://api.carto.example@evil.example/',
    'https://api.carto.example:8443/v3/tokens',
    'https://user:password@api.carto.example/v3/tokens',
    'http://api.carto.example/v3/tokens',
    '\\\\evil.example/',
    'javascript:alert(1)',
    'file:///v3/tokens',
    'https://',
  ])('is not followed to %s', async (next) => {
    const get = pages({ [FIRST]: { items: ['a'], next } });
    expect(await rejection(allPages(FIRST, get))).toMatchObject({
      kind: 'unreadable-answer',
      details: { host: 'api.carto.example' },
      reason: expect.stringContaining('its next page is at another host'),
    });
    expect(get).toHaveBeenCalledOnce();
  });

  it.each([
    [FIRST, 1],
    ['', 1],
    [`${FIRST}?page=2`, 2],
  ])('does not go round in circles (%s)', async (next, calls) => {
    const get = pages({
      [FIRST]: { items: ['a'], next },
      [`${FIRST}?page=2`]: { items: ['b'], next: '/v3/x/../tokens' },
    });
    expect(await rejection(allPages(FIRST, get))).toMatchObject({
      reason: expect.stringContaining('its pages lead in a circle'),
    });
    expect(get).toHaveBeenCalledTimes(calls);
  });

  it('knows its first page again however that was written', async () => {
    const get = pages({ [FIRST]: { items: ['a'], next: FIRST } });
    const written = 'HTTPS://API.carto.example:443/v3/./tokens';
    expect(await rejection(allPages(written, get))).toMatchObject({ kind: 'unreadable-answer' });
    expect(get).toHaveBeenCalledExactlyOnceWith(FIRST, expect.any(Function));
  });

  it('has an end, whatever the server says', async () => {
    let page = 1;
    const get = vi.fn(async () => ({ items: [page], next: `?page=${++page}` }));
    expect(await rejection(allPages(FIRST, get))).toMatchObject({
      reason: expect.stringContaining('it has more than 1000 pages'),
    });
    expect(get).toHaveBeenCalledTimes(1000);
  });

  it('has no more items, and is no longer, than any account’s is', async () => {
    let page = 1;
    const items = Array.from({ length: 10_000 }, () => 'a');
    const many = vi.fn(async () => ({ items, next: `?page=${++page}` }));
    expect(await rejection(allPages(FIRST, many))).toMatchObject({
      reason: expect.stringContaining('it has more than 200000 entries'),
    });
    expect(many).toHaveBeenCalledTimes(21);

    const long = vi.fn(async (_: string, onRead: (length: number) => void) => {
      onRead(64 * 1024 * 1024);
      return { items: ['a'], next: `?page=${++page}` };
    });
    expect(await rejection(allPages(FIRST, long))).toMatchObject({
      reason: expect.stringContaining('its pages are longer than 256 MB'),
    });
    expect(long).toHaveBeenCalledTimes(5);
  });

  it('fails with the page that fails', async () => {
    const error = new Error('this one');
    expect(await rejection(allPages(FIRST, () => Promise.reject(error)))).toBe(error);
  });
});

describe('a page', () => {
  const a = { name: 'a', more: 1 };
  it.each([
    ['bare', [a], undefined],
    ['empty', [], undefined],
    [
      'of the Auth API',
      { total: 1, count: 1, result: [a], _links: { next: { href: '/2' } } },
      '/2',
    ],
    ['of the Auth API, the last', { result: [a], _links: { first: { href: '/1' } } }, undefined],
    ['wrapped in tokens', { tokens: [a], next: '/2' }, '/2'],
    ['wrapped in connections', { connections: [a], next: { href: '/2' } }, '/2'],
    ['wrapped in data', { data: [a], next: null }, undefined],
    ['wrapped in items', { items: [a], next: '' }, undefined],
    ['wrapped in results, with its number', { results: [a], next: 2 }, undefined],
    ['with links that are none', { result: [a], _links: 'none' }, undefined],
  ])('%s is read', (_, value, next) => {
    const { items, ...rest } = v.parse(pageOf(THING), value);
    expect(items).toEqual(Array.isArray(value) && value.length === 0 ? [] : [a]);
    expect(rest).toEqual({ next });
  });

  it.each([
    ['null', null],
    ['a text', 'tokens'],
    ['an object without a list', { total: 0 }],
    ['a list that is none', { tokens: {} }],
    ['a list of something else', { tokens: [{ title: 'a' }] }],
    ['a list of nothing', [null]],
    ['a link that is none', { tokens: [], next: { href: 5 } }],
    ['what only its prototype has', JSON.parse('{"__proto__":{"tokens":[]}}')],
  ])('%s is none', (_, value) => {
    expect(v.safeParse(pageOf(THING), value).success).toBe(false);
  });
});
