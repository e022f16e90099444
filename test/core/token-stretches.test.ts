import { describe, expect, it } from 'vitest';
import { base64 } from '../../core/carto/http/base64.ts';
import { findIn } from '../../core/credentials/find.ts';
import { tokenStretches } from '../../core/credentials/token-stretches.ts';
import { accessToken } from '../support/synthetic.ts';

const TOKEN = accessToken();
/** As in a source map's mappings: here and there it looks like the beginning of a token. */
const FILLER = `${'AAAA,SAASA;GACT,CAAC'.repeat(1000)}eyJ;`.repeat(30);

/** How a token can stand in a file. */
const WAYS: Readonly<Record<string, string>> = {
  'as it is': TOKEN,
  'in pieces': `${TOKEN.slice(0, 30)}' +\n    '${TOKEN.slice(30, 90)}' + '${TOKEN.slice(90)}`,
  'in a list that is joined': `' + ['${TOKEN.slice(0, 40)}', '${TOKEN.slice(40)}'].join('') + '`,
  'in base64': base64(TOKEN),
  'percent-encoded': TOKEN.replaceAll('.', '%2E'),
};

describe('a large text that can hold nothing but tokens', () => {
  it.each(Object.entries(WAYS))('has one found where it stands: %s', (_, written) => {
    const text = `${FILLER}const t = '${written}';${FILLER}`;
    const looked = tokenStretches(text) ?? [];
    expect(looked.length).toBeGreaterThan(0);
    const [first, ...others] = findIn(text);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'access-token', secret: TOKEN });
    const beginning = text.slice(first?.span.start).slice(0, 4);
    expect(beginning).toBe(written.includes('eyJ') ? 'eyJh' : written.slice(0, 4));
  });

  it('is looked at in a small part', () => {
    const text = `${'a'.repeat(1_000_000)} eyJ ${'a'.repeat(1_000_000)}`;
    const sizes = (tokenStretches(text) ?? []).map(({ start, end }) => end - start);
    expect(sizes).toEqual([24_200]);
  });

  it('is looked at as a whole where it names CARTO, or is small', () => {
    expect(tokenStretches(`${FILLER} carto`)).toBe(undefined);
    expect(tokenStretches('eyJ')).toBe(undefined);
  });
});
