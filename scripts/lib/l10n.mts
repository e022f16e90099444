import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mts';

/** Where words stand that are translated, but for the functions that take them from elsewhere. */
const ROOMS = ['client', 'core'];
const TAKERS = new Set(['client/translated.ts', 'core/phrase.ts']);

/** What takes words to be translated: one plain literal first. */
const CALL = /\b(?:l10n\s*\.t|phrase)\(/g;
const CALL_OF_LITERAL = /\b(?:l10n\s*\.t|phrase)\(\s*'((?:[^'\\\n]|\\.)*)'/g;

/** Words by what they are known by. */
export type Words = Readonly<Record<string, string>>;

/** The words in the code: each is the key of its translation. */
export interface CodeWords {
  readonly words: ReadonlySet<string>;
  /** The files in which a call has no plain literal, so that its words are not known. */
  readonly unreadable: readonly string[];
}

export function wordsInCode(): CodeWords {
  const words = new Set<string>();
  const unreadable: string[] = [];
  for (const file of ROOMS.flatMap(sourcesBelow)) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const literals = [...text.matchAll(CALL_OF_LITERAL)];
    for (const [, literal = ''] of literals) words.add(literal.replaceAll(/\\(.)/g, '$1'));
    if (literals.length !== [...text.matchAll(CALL)].length) unreadable.push(file);
  }
  return { words, unreadable };
}

/** The keys of package.nls.json that package.json names: `%key%`. */
export function wordsInManifest(): ReadonlySet<string> {
  const text = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  return new Set(Array.from(text.matchAll(/"%([^"%]+)%"/g), ([, key = '']) => key));
}

/** A file of words: of the code in Spanish, or of package.json. */
export function readWords(file: string): Words {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
}

/** What has to be the same in every language: placeholders, links, and the names of things. */
export function unchanging(text: string): string[] {
  return [...(text.match(/\{\w+\}|\]\([^)]+\)|`[\w.]+`|\$\([\w-]+\)/g) ?? [])].sort();
}

/** What is amiss with the translations, a line each. */
export function l10nFaults(): string[] {
  const { words, unreadable } = wordsInCode();
  const english = readWords('package.nls.json');
  return [
    ...unreadable.map((file) => `${file}: words that are no plain literal`),
    ...compared(
      'l10n/bundle.l10n.es.json',
      Object.fromEntries(Array.from(words, (each) => [each, each])),
    ),
    ...keysCompared('package.nls.json', wordsInManifest(), english),
    ...compared('package.nls.es.json', english),
  ];
}

function compared(file: string, expected: Words): string[] {
  const translated = readWords(file);
  return [
    ...keysCompared(file, Object.keys(expected), translated),
    ...Object.entries(expected)
      .filter(([key]) => key in translated)
      .filter(([key, text]) => `${unchanging(text)}` !== `${unchanging(translated[key] ?? '')}`)
      .map(([key]) => `${file}: other placeholders, links or names in ${JSON.stringify(key)}`),
  ];
}

function keysCompared(file: string, expected: Iterable<string>, words: Words): string[] {
  const wanted = new Set(expected);
  return [
    ...[...wanted]
      .filter((key) => !words[key])
      .map((key) => `${file}: missing ${JSON.stringify(key)}`),
    ...Object.keys(words)
      .filter((key) => !wanted.has(key))
      .map((key) => `${file}: unused ${JSON.stringify(key)}`),
  ];
}

function sourcesBelow(room: string): string[] {
  return readdirSync(path.join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) =>
      path.relative(ROOT, path.join(parentPath, name)).replaceAll(path.sep, '/'),
    )
    .filter((file) => !TAKERS.has(file))
    .sort();
}
