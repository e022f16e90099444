import { describe, expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { Finder } from '../../core/credentials/finder.ts';
import { joined, lookAt, lookWithin } from '../../core/credentials/look.ts';
import { credentialCases } from '../support/credential-cases.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const TOKEN = `const token = '${accessToken()}';\n`;
const KEYS = Array.from(
  { length: 100 },
  (_, index) => `CARTO_API_KEY = '${apiKey('hex', `of budgets ${index}`)}'\n`,
).join('');
const HOSTILE = `// carto.com/api/v2/sql\n${'String.join(api_key=${0'.repeat(6000)}`;

describe('the budget of a text', () => {
  it('is enough for every case there is, alone and all together', () => {
    const texts = credentialCases().map(({ text }) => text);
    for (const text of [...texts, texts.join('\n')]) {
      expect(lookAt(text).isIncomplete).toBeUndefined();
    }
  });

  it('keeps what was found until it is used up, and says so', () => {
    const text = `${TOKEN}${KEYS}`;
    const look = lookAt(text, new Finder('', 10));
    expect(look.isIncomplete).toBe(true);
    expect(look.findings[0]).toMatchObject({ kind: 'access-token' });
    expect(look.findings.length).toBeLessThan(findIn(text).length);
    const enough = lookAt(text, new Finder('', 10_000));
    expect(enough.isIncomplete).toBeUndefined();
    expect(enough.findings).toHaveLength(findIn(text).length);
  });

  it('is one of each version, so that what is edited is looked at again', () => {
    const finder = new Finder('', 200);
    const before = lookAt(KEYS, finder);
    for (let edit = 0; edit < 20; edit += 1) lookAt(`${' '.repeat(edit)}${KEYS}`, finder);
    expect(lookAt(KEYS, finder)).toEqual(before);
  });

  it('is the same on every machine', () => {
    const [one, other] = [lookAt(KEYS, new Finder('', 10)), lookAt(KEYS, new Finder('', 10))];
    expect(one).toEqual(other);
  });

  it('counts what is decoded', () => {
    const encoded = `carto: ${Buffer.from(accessToken()).toString('base64')}\n`;
    expect(lookAt(encoded, new Finder('', 0.5)).isIncomplete).toBe(true);
  });

  it('bounds a text of nothing but places that have to be weighed', () => {
    expect(lookAt(HOSTILE).isIncomplete).toBe(true);
  });

  it('is told of a text in pieces, too', () => {
    const part = lookAt(KEYS, new Finder('', 10));
    expect(lookWithin(part, { start: 0, end: 1 }, 5).isIncomplete).toBe(true);
    expect(joined([lookAt(TOKEN), part]).isIncomplete).toBe(true);
    expect(joined([lookAt(TOKEN)]).isIncomplete).toBeUndefined();
  });
});
