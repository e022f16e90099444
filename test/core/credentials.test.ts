import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAccessTokens } from '../../core/credentials/access-token.ts';
import { redact } from '../../core/credentials/redact.ts';
import { inspect } from '../../core/inspect.ts';
import { accessToken, jwt } from '../support/synthetic.ts';

const T = accessToken();

function found(text: string): string[] {
  return Array.from(findAccessTokens(text), ({ span }) => text.slice(span.start, span.end));
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
    const accounts = Array.from(findAccessTokens(`${T},${other}`), ({ account }) => account);
    expect(accounts).toEqual(['ac_example', 'ac_another']);
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
});

describe('a credential where another value belongs', () => {
  it('is not repeated by the rules that name values', () => {
    const text = JSON.stringify({
      allowed_apis: ['sql'],
      grants: [{ connection_name: 'c', source: `p.d.${T}` }],
      referers: [`https://${T}`],
    });
    const problems = inspect({ text, isDeclaration: true });
    expect(problems.map(({ rule }) => rule)).toContain('referer-trailing-slash');
    for (const { message, fixes } of problems) {
      for (const said of [message, ...fixes.map(({ title }) => title)]) {
        expect(said).not.toContain(T.slice(-43));
      }
    }
  });
});
