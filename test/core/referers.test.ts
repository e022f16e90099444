import { describe, expect, it } from 'vitest';
import { isLocal, isLoopback, parseReferer } from '../../core/carto/referers.ts';

describe('URLs', () => {
  it.each([
    ['https://example.com/', 'https://example.com', 'example.com', '/', false],
    ['https://example.com', 'https://example.com', 'example.com', '', false],
    ['HTTP://Example.COM:8080/', 'HTTP://Example.COM:8080', 'example.com', '/', false],
    ['https://example.com/a/b', 'https://example.com', 'example.com', '/a/b', false],
    ['https://example.com/*', 'https://example.com', 'example.com', '/', true],
    ['http://localhost:5173*', 'http://localhost:5173', 'localhost', '', true],
    ['https://example.com/a@b', 'https://example.com', 'example.com', '/a@b', false],
    ['http://[::1]:3000/', 'http://[::1]:3000', '[::1]', '/', false],
    ['http://127.0.0.1/', 'http://127.0.0.1', '127.0.0.1', '/', false],
    ['https://müller.example/', 'https://müller.example', 'xn--mller-kva.example', '/', false],
    ['https://example.com./', 'https://example.com.', 'example.com.', '/', false],
  ])('%s', (value, origin, host, path, isWildcard) => {
    const scheme = value.toLowerCase().startsWith('https') ? 'https' : 'http';
    expect(parseReferer(value)).toEqual({ kind: 'url', origin, scheme, host, path, isWildcard });
  });
});

describe('what is none, and what was meant', () => {
  it.each([
    ['', undefined],
    [' \t', undefined],
    ['*', undefined],
    ['https://*.example.com/', undefined],
    ['https://example.com/**', undefined],
    ['ftp://example.com/', undefined],
    ['https://', undefined],
    ['https:///', undefined],
    ['https://exa mple.com', undefined],
    ['https://example.com:port/', undefined],
    ['https://example.com:99999/', undefined],
    ['https://[::1', undefined],
    ['https://a<b>/', undefined],
    ['example', undefined],
    ['/path', undefined],
    ['javascript:alert(1)', undefined],
    [' https://example.com/ ', ['https://example.com/']],
    ['\thttps://example.com/?a ', ['https://example.com/']],
    [' ftp://example.com ', undefined],
    ['example.com', ['https://example.com']],
    ['//example.com/', ['https://example.com/']],
    ['example.com/?a=b', ['https://example.com/']],
    ['example.com:8443/', ['https://example.com:8443/']],
    ['localhost:3000', ['http://localhost:3000']],
    ['127.0.0.1', ['http://127.0.0.1']],
    ['192.168.1.7/', ['http://192.168.1.7/']],
    ['999.999.999.999', undefined],
    ['https://example.com/?key=1', ['https://example.com/']],
    ['https://example.com#top', ['https://example.com']],
    ['https://user:password@example.com/', ['https://example.com/']],
    ['https://user@example.com?a@b', ['https://example.com']],
    ['https://a@b@example.com/', ['https://example.com/']],
    ['https://user@example.com\\@b', ['https://example.com/@b']],
    ['https://example.com\\', ['https://example.com/']],
    ['https://example.com\\a\\*', ['https://example.com/a/*']],
    ['https://a.com https://b.com/', ['https://a.com', 'https://b.com/']],
    ['a.com, b.com;c.com', ['https://a.com', 'https://b.com', 'https://c.com']],
    ['https://a.com/?x,https://u@b.com', ['https://a.com/', 'https://b.com']],
    ['https://a.com ftp://b.com', undefined],
    ['https://a.com and more', undefined],
  ])('%j: %j', (value, meant) => {
    const referer = parseReferer(value);
    expect(referer.kind).toBe('invalid');
    if (referer.kind !== 'invalid') return;
    expect(referer.meant).toEqual(meant);
    expect(referer.says).not.toMatch(/user:|user@|\.$/);
    for (const each of referer.meant ?? []) expect(parseReferer(each).kind).toBe('url');
  });
});

describe('local hosts', () => {
  it.each([
    ['localhost', true, true],
    ['app.localhost', true, true],
    ['127.0.0.1', true, true],
    ['127.1.2.3', true, true],
    ['[::1]', true, true],
    ['10.0.0.1', false, true],
    ['192.168.1.1', false, true],
    ['172.16.0.1', false, true],
    ['172.31.255.255', false, true],
    ['169.254.1.1', false, true],
    ['0.0.0.0', false, true],
    ['[fd00::1]', false, true],
    ['[FE80::1]', false, true],
    ['172.15.0.1', false, false],
    ['172.32.0.1', false, false],
    ['192.169.1.1', false, false],
    ['8.8.8.8', false, false],
    ['10.example.com', false, false],
    ['localhost.example.com', false, false],
    ['notlocalhost', false, false],
    ['[2001:db8::1]', false, false],
  ])('%s: loopback %s, local %s', (host, loopback, local) => {
    expect(isLoopback(host)).toBe(loopback);
    expect(isLocal(host)).toBe(local);
  });
});

it.each([
  ...['a', 'a.', 'a@', ':', '/', ' ', ', ', '*', '[', 'https://', 'https://a.b ', '.', '\\'],
  ...['a.com ', '1.', '@a', '-'],
])('a megabyte of %j is read in a moment', (part) => {
  const megabyte = part.repeat(1_000_000 / part.length);
  for (const before of ['', 'https://', 'https://a.com/', '//']) {
    expect(() => parseReferer(before + megabyte)).not.toThrow();
  }
  expect(typeof isLocal(megabyte)).toBe('boolean');
});
