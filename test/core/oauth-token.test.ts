import { describe, expect, it } from 'vitest';
import { readPastedToken } from '../../core/carto/oauth-token.ts';
import { english } from '../../core/phrase.ts';
import { accessToken, apiKey, jwt } from '../support/synthetic.ts';

const NOW = Date.UTC(2030, 0, 1);
const SECONDS = NOW / 1000;

const CLAIMS = {
  iss: 'https://auth.carto.com/',
  aud: 'carto-cloud-native-api',
  exp: SECONDS + 60,
  'http://app.carto.com/account_id': 'ac_example',
  'http://app.carto.com/email': 'jürgen@example.com',
};
const TOKEN = jwt(CLAIMS);

function saysOf(text: string): string {
  const read = readPastedToken(text, NOW);
  return read.kind === 'invalid' ? english(read.says) : 'nothing';
}

describe('an OAuth access token', () => {
  it.each([
    ['alone', TOKEN],
    ['with blanks around it', `\n ${TOKEN} \n`],
    ['as a header has it', `Bearer ${TOKEN}`],
    ['with its header', `authorization: bearer ${TOKEN}`],
    ['on several lines', TOKEN.replace(/.{40}/g, '$&\n  ')],
  ])('is read %s', (_, text) => {
    expect(readPastedToken(text, NOW)).toEqual({
      kind: 'oauth',
      token: TOKEN,
      claims: { expiresAt: NOW + 60_000, account: 'ac_example', email: 'jürgen@example.com' },
    });
  });

  it.each([
    ['nothing', {}],
    ['other types', { exp: 'soon', 'http://app.carto.com/account_id': 5 }],
    ['other claims', { account_id: 'ac_other', 'https://evil.example/email': 'a@b.example' }],
  ])('may say %s of itself', (_, claims) => {
    expect(readPastedToken(jwt(claims), NOW)).toMatchObject({
      kind: 'oauth',
      claims: { expiresAt: undefined, account: undefined, email: undefined },
    });
  });

  it('cannot reach the prototypes of objects', () => {
    const [header] = TOKEN.split('.');
    const payload = Buffer.from('{"__proto__":{"exp":1}}').toString('base64url');
    const read = readPastedToken(`${header}.${payload}.x`, NOW);
    expect(read).toMatchObject({ kind: 'oauth', claims: { expiresAt: undefined } });
  });
});

describe('what is pasted in its place', () => {
  const noToken = 'it is no token of three parts with dots between them, or not all of it';

  it.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['Bearer', noToken],
    ['eyJ', noToken],
    ['a.b.c', noToken],
    [apiKey('hex'), noToken],
    [TOKEN.split('.').slice(0, 2).join('.'), noToken],
    [`${TOKEN}.more`, noToken],
    [`${TOKEN}…`, noToken],
    [`${TOKEN}`.replace(/\.[^.]*$/, '.'), noToken],
    [jwt([]), noToken],
    [jwt(null), noToken],
    [jwt({ ...CLAIMS, exp: SECONDS }), 'it has expired; they live for about a day'],
    [jwt({ ...CLAIMS, exp: 0 }), 'it has expired; they live for about a day'],
  ])('%.20s', (text, says) => {
    expect(saysOf(text)).toBe(says);
  });

  it('an access token is told apart, even one that has expired', () => {
    for (const token of [accessToken(), accessToken({ expires: 1 })]) {
      expect(saysOf(token)).toContain('it is an API Access Token');
    }
  });

  it('can be as long as it likes', () => {
    expect(saysOf('a.'.repeat(1_000_000))).toBe(noToken);
    expect(saysOf(`${'a'.repeat(5_000_000)}.${'b'.repeat(5_000_000)}.c`)).toBe(noToken);
  });
});
