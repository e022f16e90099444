import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTokens } from '../../core/credentials/detectors/tokens.ts';
import { redact } from '../../core/credentials/redact.ts';
import { inspect } from '../../core/inspect.ts';
import { accessToken, apiKey, clientSecret, jwt } from '../support/synthetic.ts';

const T = accessToken();

function found(text: string): string[] {
  return Array.from(findTokens(text), ({ secret }) => secret);
}

describe('access tokens', () => {
  it.each([
    ['JavaScript', `accessToken: '${T}',`],
    ['a comment without a blank', `//${T}`],
    ['a header', `'Authorization': 'Bearer ${T}'`],
    ['a URL', `https://example.com/v3/maps?access_token=${T}&format=tilejson`],
    ['an encoded URL', `redirect=https%3A%2F%2Fx%3Ftoken%3D${T}%26a`],
    ['an escaped string', `"{\\"token\\":\\"${T}\\"}"`],
    ['an escaped line end', `"TOKEN=${T}\\nNEXT=1"`],
    ['SQL', `CALL \`carto-un\`.carto.GEOCODE('https://x', '${T}', 'y')`],
    ['a removed line of a diff', `-${T}`],
    ['a word before it', `token${T}`],
    ['nothing around it', T],
  ])('stand in %s', (_, text) => {
    expect(found(text)).toEqual([T]);
  });

  it.each([
    ['older ones', accessToken({ idLength: 8 })],
    ['ones that expire', accessToken({ expires: 1_800_000_000 })],
    ['ones of other accounts', accessToken({ account: 'ac_0example' })],
  ])('%s are known', (_, token) => {
    expect(found(`x ${token} y`)).toEqual([token]);
  });

  it('several are each found, with their account', () => {
    const other = accessToken({ account: 'ac_another' });
    expect([...findTokens(`${T},${other}`)]).toMatchObject([
      { account: 'ac_example' },
      { account: 'ac_another' },
    ]);
  });

  it.each([
    [
      'another vendor’s payload',
      jwt({ aud: '0123456789abcdef0123456789abcdef', sub: 'x', scopes: ['api_read'] }),
    ],
    [
      'an account of another shape',
      jwt({ a: 'user_1234567', jti: '0123456789abcdef0123456789abcdef' }),
    ],
    ['no token id', jwt({ a: 'ac_example', iss: 'https://example.com/' })],
    ['a payload that is no object', jwt(['ac_example', '0123456789abcdef0123456789abcdef'])],
    ['a payload that is no JSON', T.replace(/\.[^.]+\./, `.${'A'.repeat(60)}.`)],
    ['a payload that is not base64url', T.replace(/\.[^.]+\./, `.${'A'.repeat(61)}.`)],
    ['a signature that is cut off', T.slice(0, -1)],
    ['a signature that is too long', `${T}A`],
    ['a signature of impossible bits', `${T.slice(0, -1)}B`],
    ['the header alone', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNf'],
    ['an elided one', `${T.slice(0, 40)}...${T.slice(-8)}`],
  ])('are not: %s', (_, text) => {
    expect(found(`const token = '${text}'`)).toEqual([]);
  });

  it('are found exactly once in any text, and never repeated in a message', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, after, seed) => {
        fc.pre(!/^[\w-]/.test(after));
        const token = accessToken({ seed });
        const text = before + token + after;
        const [problem, ...others] = inspect({ text, isDeclaration: false });
        expect(others).toEqual([]);
        expect(problem?.span).toEqual({ start: before.length, end: before.length + token.length });
        expect(problem?.message).not.toContain(token.slice(0, 7));
      }),
    );
  });

  it('cost no more than the text is long', () => {
    const header = 'eyJhbGciOiJIUzI1NiJ9.';
    for (const part of [header, `${header}${'A'.repeat(401)}`, 'eyJ']) {
      const text = part.repeat(1_000_000 / part.length);
      expect(found(text)).toEqual([]);
    }
  });
});

describe('redact', () => {
  it('shows six characters of every credential and all else as it is', () => {
    expect(redact(`before ${T} between "${T}" after`)).toBe(
      'before eyJhbG… between "eyJhbG…" after',
    );
    expect(redact('nothing here')).toBe('nothing here');
  });

  it.each([
    ['a token that is cut off', T.slice(0, 60)],
    ['a token’s first part', `${T.split('.')[0]}`],
    ['an API key of 40 digits', apiKey('hex')],
    ['an API key of 22 characters', apiKey('base64url')],
    ['a client secret', clientSecret()],
  ])('knows %s', (_, secret) => {
    expect(redact(`a "${secret}"`)).toBe(`a "${secret.slice(0, 6)}…"`);
  });

  it('leaves names alone', () => {
    const names =
      'carto-demo-data.demo_tables.retail_stores https://storefront.example.com/ derived_spatialfeatures_usa_h3res8_v1_yearly_v2';
    expect(redact(names)).toBe(names);
  });

  it('costs no more than the text is long', () => {
    for (const part of ['a', 'A1a', 'eyJ', '0', 'eyJaaaaaaaa.', '-']) {
      expect(redact(part.repeat(1_000_000 / part.length)).length).toBeGreaterThan(0);
    }
  });
});

describe('a credential where another value belongs', () => {
  it.each([
    ['an access token', T],
    ['an OAuth token', T.replace('eyJhbGciOiJIUzI1NiJ9', 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9')],
    ['an API key', apiKey('hex')],
    ['a newer API key', apiKey('base64url')],
  ])('%s is not repeated by the rules that name values', (_, secret) => {
    const problems = inspect({
      text: JSON.stringify({
        allowed_apis: ['sql'],
        grants: [
          { connection_name: secret, source: `p.d.${secret}` },
          { connection_name: secret, source: `${'long_'.repeat(17)}.${secret}` },
        ],
        referers: [`https://${secret}`, `https://${secret}.example.com`],
      }),
      isDeclaration: true,
    });
    const rules = problems.map(({ rule }) => rule);
    // The dots of a token make too many parts of a name.
    const ofSource = rules.filter((rule) => /^grant-(api-mismatch|source-invalid)$/.test(rule));
    expect(ofSource).toHaveLength(2);
    expect(rules.filter((rule) => rule === 'referer-trailing-slash')).toHaveLength(2);
    for (const { message, fixes } of problems) {
      for (const said of [message, ...fixes().map(({ title }) => title)]) {
        expect(said).not.toContain(secret.slice(0, 7));
        expect(said.length).toBeLessThan(600);
      }
    }
  });
});
