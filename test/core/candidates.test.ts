import { describe, expect, it } from 'vitest';
import { decodeBasic, encodeBasic, findCandidates } from '../../core/credentials/candidates.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { growth } from '../support/work.ts';

const TOKEN = accessToken();
const HEX = apiKey('hex');
const KEY = apiKey('base64url');
const BASIC = Buffer.from(`acme:${HEX}`).toString('base64');

/** What is found of a credential in a text, as it stands there. */
function found(text: string, kind: 'token' | 'key', value: string): string[] {
  return Array.from(findCandidates(text, kind))
    .filter((each) => each.value === value)
    .map(({ span }) => text.slice(span.start, span.end));
}

describe('what may be a credential', () => {
  it.each([
    `const accessToken = '${TOKEN}';`,
    `CARTO_TOKEN=${TOKEN}\n`,
    `https://gcp-us-east1.api.carto.com/v3/maps?access_token=${TOKEN}&v=3`,
    `"Authorization%3A%20Bearer%20${TOKEN}"`,
    `{\\"token\\": \\"${TOKEN}\\"}`,
    `first\\n${TOKEN}\\n`,
  ])('finds an access token once in %s', (text) => {
    expect(found(text, 'token', TOKEN)).toEqual([TOKEN]);
  });

  it.each([HEX, KEY])('finds the key %s once, whatever it stands in', (key) => {
    for (const text of [
      `new carto.Client({ apiKey: '${key}', username: 'acme' })`,
      `API_KEY=${key}`,
      `https://acme.carto.com/api/v2/sql?q=SELECT%201&api_key=${key}&format=json`,
      `curl -u acme:${key} https://acme.carto.com`,
      `"source": ["key = \\"${key}\\"\\n"]`,
      `"one\\n${key}\\ntwo"`,
      `"q\\u003d${key}"`,
      `api_key%3D${key}%26q%3D1`,
    ]) {
      expect([text, found(text, 'key', key)]).toEqual([text, [key]]);
    }
  });

  it('finds a key that is joined to a word', () => {
    expect(found(`backup_${HEX}-old`, 'key', HEX)).toEqual([HEX]);
  });

  it('finds a key after what only looks like an escape', () => {
    const key = `n${HEX.slice(1)}`;
    expect(found(`C:\\${key}`, 'key', key)).toEqual([key]);
  });

  it.each([`Authorization: Basic ${BASIC}`, `authorization=basic%20${BASIC}`])(
    'finds a key in an HTTP Basic header, with the place of the whole value: %s',
    (text) => {
      expect(found(text, 'key', HEX)).toEqual([BASIC]);
    },
  );

  it('passes over what is too short and what is too long', () => {
    expect(found('elevenchars', 'key', 'elevenchars')).toEqual([]);
    const blob = 'A1b2'.repeat(1000);
    expect([...findCandidates(`data:image/png;base64,${blob}`, 'key')]).toEqual([]);
  });

  it('takes no JWT of another vendor for an access token', () => {
    expect([...findCandidates('eyJhbGciOiJIUzI1NiJ9.e30.x', 'token')]).toEqual([]);
  });

  it('takes time linear in the text', () => {
    for (const piece of [
      'a',
      'a_',
      '\\n',
      '%3D',
      'Basic ',
      'basic+',
      '\\u003',
      'eyJhbGciOiJIUzI1NiJ9.',
    ]) {
      const factor = growth(250_000, (size) => {
        const text = piece.repeat(Math.ceil(size / piece.length));
        return () => {
          for (const kind of ['token', 'key'] as const) for (const _ of findCandidates(text, kind));
        };
      });
      expect(factor, JSON.stringify(piece)).toBeLessThan(2.5);
    }
  });

  it('reads an HTTP Basic value, and nothing else', () => {
    expect(decodeBasic(BASIC)).toEqual({ user: 'acme', key: HEX });
    expect(decodeBasic('no base64!')).toBeUndefined();
    expect(decodeBasic(Buffer.from('no colon here').toString('base64'))).toBeUndefined();
  });

  it('writes an HTTP Basic value with the user’s own bytes', () => {
    const given = Buffer.from(`jürgen:${HEX}`).toString('base64');
    const { user = '' } = decodeBasic(given) ?? {};
    expect(Buffer.from(encodeBasic(user, KEY), 'base64').toString()).toBe(`jürgen:${KEY}`);
  });
});
