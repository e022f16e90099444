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
    ['https://example.com/a*', 'require', ['https://example.com/a*']],
  ] as const)('%s (%s)', (text, trailingSlash, referers) => {
    expect(readTypedReferer(text, trailingSlash)).toMatchObject({ kind: 'fit', referers });
  });

  it.each([
    ['require', 'https://example.com/'],
    ['forbid', 'https://example.com'],
    ['both', 'https://example.com/'],
  ] as const)('with a path is kept, and its origin offered (%s)', (trailingSlash, origin) => {
    const referers = ['https://example.com/shop'];
    const fit = { kind: 'fit', referers, origin, isLocal: false };
    expect(readTypedReferer('example.com/shop', trailingSlash)).toEqual(fit);
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
