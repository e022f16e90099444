import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../core/inspect.ts';
import { english, phrase, spoken } from '../core/phrase.ts';
import { l10nFaults, readWords, unchanging, wordsInCode } from '../scripts/lib/l10n.mts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;

describe('what a person reads', () => {
  it('is translated, all of it and nothing else, with the same placeholders', () => {
    expect(l10nFaults()).toEqual([]);
  });

  it('is found in the code, CARTO’s failures too', () => {
    const { words } = wordsInCode();
    expect(words).toContain('Show Logs');
    expect(words).toContain('Nothing answers at {host}.');
    expect(words).toContain('{0} · grant {1}'); // on several lines
  });

  it('keeps what is no matter of language', () => {
    expect(unchanging('{0} `off` [A](command:b) $(c) {d}')).toEqual([
      '$(c)',
      '](command:b)',
      '`off`',
      '{0}',
      '{d}',
    ]);
  });

  it('is in package.json a key, but for names', () => {
    const { commands, views, viewsWelcome, configuration, walkthroughs } = contributes;
    const steps = walkthroughs.flatMap(({ steps }: { steps: object[] }) => steps);
    const texts = [
      manifest,
      ...commands,
      ...Object.values<object[]>(views).flat(),
      ...viewsWelcome,
      ...walkthroughs,
      ...steps,
      ...Object.values(configuration.properties),
      ...Object.values(configuration.properties['cartotoken.rules'].properties),
    ].flatMap(({ title, shortTitle, name, contents, description, markdownDescription }) => [
      ...[title, shortTitle, contents, description, markdownDescription],
      ...(name === manifest.name ? [] : [name]),
    ]);
    const plain = texts.filter((text) => text !== undefined && !/^%.+%$/.test(text));
    expect(plain).toEqual([]);
  });

  it('says of each rule in Spanish what it finds', () => {
    const spanish = readWords('package.nls.es.json');
    for (const { id } of RULES) {
      expect(spanish[`setting.rules.${id}`]).toMatch(/^Encuentra [^.]*(\.\S[^.]*)*\. Valor/);
    }
  });

  it('is in the walkthrough a page in each language', () => {
    for (const { steps } of contributes.walkthroughs) {
      for (const { media } of steps) {
        expect(existsSync(media.markdown)).toBe(true);
        expect(existsSync(media.markdown.replace(/\.md$/, '.nls.es.md'))).toBe(true);
      }
    }
  });

  it('is shipped', () => {
    const { files, l10n } = manifest;
    expect(l10n).toBe('./l10n');
    for (const file of ['l10n', 'walkthrough', 'package.nls.json', 'package.nls.es.json']) {
      expect(files).toContain(file);
    }
  });
});

describe('a phrase', () => {
  const nested = phrase('{host} failed{because}', {
    host: 'a {because}',
    because: phrase(' ({status}).', { status: 500 }),
  });

  it('is said in English with what goes into it', () => {
    expect(english(nested)).toBe('a {because} failed (500).');
    expect(english(phrase('{unknown} stays'))).toBe('{unknown} stays');
  });

  it('is said in another language, and the phrases within it', () => {
    const said: string[] = [];
    const say = (template: string, values: Readonly<Record<string, unknown>>) => {
      said.push(template);
      return `<${template} ${JSON.stringify(values)}>`;
    };
    expect(spoken(nested, say)).toContain('<{host} failed{because}');
    expect(said).toEqual([' ({status}).', '{host} failed{because}']);
  });
});
