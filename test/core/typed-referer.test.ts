import { describe, expect, it } from 'vitest';
import { readTypedReferer } from '../../core/declarations/typed-referer.ts';

describe('a referer as a person types it', () => {
  it.each([
    ['https://example.com', 'require', ['https://example.com/']],
    ['https://example.com/', 'require', ['https://example.com/']],
    ['https://example.com/', 'forbid', ['https://example.com']],
    ['https://example.com', 'both', ['https://example.com/', 'https://example.com']],
    [' example.com ', 'require', ['https://example.com/']],
    ['localhost:5173', 'require', ['http://localhost:5173/']],
    ['http://localhost:5173*', 'require', ['http://localhost:5173*']],
    ['https://example.com/a/b', 'require', ['https://example.com/']],
    ['https://example.com/a*', 'require', ['https://example.com/a*']],
  ] as const)('%s (%s)', (text, trailingSlash, referers) => {
    expect(readTypedReferer(text, trailingSlash)).toMatchObject({ kind: 'fit', referers });
  });

  it('says which path browsers leave out, and keeps what was typed', () => {
    expect(readTypedReferer('example.com/shop', 'require')).toEqual({
      kind: 'fit',
      referers: ['https://example.com/'],
      typed: 'https://example.com/shop',
      path: '/shop',
      isLocal: false,
    });
  });

  it.each(['localhost', 'http://127.0.0.1:80/', '192.168.1.4'])('%s is local', (text) => {
    expect(readTypedReferer(text, 'require')).toMatchObject({ kind: 'fit', isLocal: true });
  });

  it.each(['', '*', 'https://a.example https://b.example', 'ftp://a.example', 'what'])(
    '%j is none',
    (text) => {
      expect(readTypedReferer(text, 'require')).toMatchObject({ kind: 'invalid' });
    },
  );
});
