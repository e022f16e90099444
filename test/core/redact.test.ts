import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor, redact } from '../../core/credentials/redact.ts';
import { DISGUISES, leakIn } from '../support/leaks.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';

/** A key of a length that no shape tells: only whoever has found it knows it. */
function keyOf(length: number, seed = ''): string {
  return createHash('sha512').update(`${length} ${seed}`).digest('hex').slice(0, length);
}

const SHAPED = {
  'an access token': accessToken(),
  'an older one': accessToken({ idLength: 8, expires: 1_900_000_000 }),
  'an OAuth token': oauthToken(),
  'a client secret': clientSecret(),
  'an API key': apiKey('hex'),
  'a newer API key': apiKey('base64url'),
} as const;

const AROUND = [
  ['', ''],
  ['There is no rule "', '".'],
  ['a/b/', '/c.js'],
  ['file:///', '?x=1&y=2'],
  ['`', '`'],
  ['50% & more\\n', ' <end>'],
] as const;

describe.each(Object.entries(DISGUISES))('a credential %s', (_, disguise) => {
  it.each(Object.entries(SHAPED))('is known by its look: %s', (_, secret) => {
    for (const [before, after] of AROUND) {
      const text = before + disguise(secret) + after;
      expect(leakIn(redact(text), secret)).toBeUndefined();
    }
  });

  it('is known of whatever length, where it was found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 64 }),
        fc.string(),
        fc.constantFrom(...AROUND),
        (length, seed, [before, after]) => {
          const secret = keyOf(length, seed);
          const redactor = new Redactor();
          redactor.learn(secret);
          const text = before + disguise(secret) + after;
          const redacted = redactor.redact(text);
          expect(leakIn(redacted, secret)).toBeUndefined();
          expect(redactor.redact(redacted)).toBe(redacted);
        },
      ),
    );
  });
});

describe('what was found', () => {
  it('is known where it is cut off, in capitals, and in pieces', () => {
    const secret = keyOf(36);
    const redactor = new Redactor();
    redactor.learn(secret);
    fc.assert(
      fc.property(fc.nat(35), fc.nat(36), (start, length) => {
        const piece = secret.slice(start, start + length);
        for (const written of [piece, piece.toUpperCase(), `x${piece}y`, `"${piece}"`]) {
          const redacted = redactor.redact(written);
          expect(leakIn(redacted.toLowerCase(), secret)).toBeUndefined();
          if (piece.length < 10) expect(redacted).toBe(written);
        }
      }),
    );
  });

  it('is kept as nothing that could be read', () => {
    const redactor = new Redactor();
    redactor.learn(accessToken());
    expect(leakIn(JSON.stringify(redactor), accessToken())).toBeUndefined();
  });

  it('changes no text that does not hold it', () => {
    const redactor = new Redactor();
    for (let seed = 0; seed < 1000; seed += 1) redactor.learn(apiKey('hex', String(seed)));
    fc.assert(
      fc.property(fc.lorem({ maxCount: 200 }), (text) => {
        expect(redactor.redact(text)).toBe(text);
      }),
    );
  });
});

it.each([
  'carto-demo-data.demo_tables.retail_stores',
  'derived_spatialfeatures_usa_h3res8_v1_yearly_v2',
  'CARTO_Sales_2024_Q1_eu_West_1',
  'src/components/Component2Test3Helper.spec.tsx',
  'carto-dw-ac-7xhfwyml',
  '550e8400-e29b-41d4-a716-446655440000',
  '2026-01-15T10:20:30.000Z',
  'https://storefront.example.com/path?query=1#hardcoded-access-token',
  'SELECT geom, name FROM `carto-demo-data.demo_tables.populated_places` WHERE a = 10',
  'default_public',
  'node_modules/@vscode/test-electron/out/downloadAndUnzipVSCode.js',
  'mail to someone@example.com & others, 100% \\u00e9',
])('is as it is: %s', (text) => {
  expect(redact(text)).toBe(text);
});

it('shows nothing of who a URL names', () => {
  expect(redact('https://me:pass@example.com/x')).toBe('https://…@example.com/x');
});

it.each([
  ...['a', 'A1a', 'eyJ', '0', 'eyJaaaaaaaa.', '-', '%25', '\\', '\\u', '&amp;', '&#0', '://'],
  ...['ZXlK', '/', '://a', 'a/', '\u200b', '://@', 'aA1', '\\\\x41', '%', 'dXNlcjpr', '\u0001'],
])('a megabyte of %j takes no longer than it is long', (part) => {
  const redactor = new Redactor();
  redactor.learn(accessToken());
  const cpu = (length: number) => {
    const text = part.repeat(length / part.length);
    const before = process.cpuUsage();
    redactor.redact(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  cpu(10_000);
  const half = Math.min(cpu(250_000), cpu(250_000));
  expect(cpu(1_000_000)).toBeLessThan(16 * half + 400);
});
