import { describe, expect, it } from 'vitest';
import { scrub } from '../../core/carto/http/scrub.ts';
import { accessToken, apiKey, clientSecret } from '../support/synthetic.ts';

const ODD = 'p+/ä~:?! "x\'y\\z%{(*)}_1';

describe('a secret that was sent', () => {
  it.each([
    ['as it is', ODD],
    ['in a path', encodeURIComponent(ODD)],
    ['in a path, in lower case', encodeURIComponent(ODD).replace(/%../g, (x) => x.toLowerCase())],
    ['in a form', new URLSearchParams({ a: ODD }).toString().slice(2)],
    ['in a query', new URLSearchParams({ a: ODD }).toString().slice(2).replaceAll('+', '%20')],
    ['in JSON', JSON.stringify(ODD).slice(1, -1)],
    ['in base64', Buffer.from(ODD).toString('base64')],
    ['in base64url', Buffer.from(ODD).toString('base64url')],
  ])('is hidden %s', (_, form) => {
    const text = scrub(`You sent ${form}, and ${form}.`, [ODD]);
    expect(text).toMatch(/^You sent …=*, and …=*\.$/);
  });

  it('is hidden whole where it holds another', () => {
    const [short, long] = ['secret', 'secret and more'];
    expect(scrub(`a ${long} b ${short}`, [short, long])).toBe('a … b …');
  });

  it('is hidden whatever characters it has', () => {
    for (const secret of ['$&', '.*', '[a', '\ud800x', '$1', '\\']) {
      expect(scrub(`a ${secret} b`, [secret])).toBe('a … b');
    }
  });

  it('can be as long as it likes', () => {
    const secret = 'x'.repeat(1_000_000);
    expect(scrub(`a ${secret} b`, [secret])).toBe('a … b');
  });

  it('is nothing where it is empty', () => {
    expect(scrub('a b', [''])).toBe('a b');
    expect(scrub('', ['a'])).toBe('');
  });
});

it.each([accessToken(), apiKey('hex'), apiKey('base64url'), clientSecret()])(
  'what has the shape of a secret is hidden though it was not sent',
  (secret) => {
    expect(scrub(`a ${secret} b`, [])).toBe(`a ${secret.slice(0, 6)}… b`);
  },
);
