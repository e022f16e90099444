import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOWHERE } from '../../core/credentials/place.ts';
import { CREDENTIAL_RULES } from '../../core/credentials/rules.ts';
import { defaults, inspect } from '../../core/inspect.ts';
import { credentialCases, type Expected } from '../support/credential-cases.ts';
import { filesBelow } from '../support/files-below.ts';

const FOLDER = 'test/fixtures/credentials';
const EXPECTED = '.expected.json';
/** How much of what is found must be right, and how much of what is right must be found. */
const LEAST = 0.97;

/** One case a file, and beside it what is to be found: a new case is a new file, whether a template made it or not. */
const CASES = filesBelow(FOLDER, '')
  .filter((file) => !file.endsWith(EXPECTED))
  .map((file) => ({ file, expected: readExpected(file), found: findings(file) }));

describe('the cases', () => {
  it('are many, with and without findings', () => {
    expect(CASES.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(150);
    expect(CASES.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(
      200,
    );
  });

  it('of templates are what `npm run generate` writes', () => {
    for (const { file, text, expected } of credentialCases()) {
      expect(readFileSync(`${FOLDER}/${file}`, 'utf8')).toBe(text);
      expect(readExpected(`${FOLDER}/${file}`)).toEqual(expected);
    }
  });

  it('are found, by every rule', () => {
    const scores = CREDENTIAL_RULES.map(({ id }) => scoreOf(id));
    for (const { rule, precision, recall, right } of scores) {
      const [p, r] = [precision, recall].map((score) => score.toFixed(3));
      process.stdout.write(`${rule.padEnd(24)} ${right} found, precision ${p}, recall ${r}\n`);
    }
    for (const { rule, precision, recall, mistakes } of scores) {
      const isGood = precision >= LEAST && recall >= LEAST;
      expect(isGood, `${rule}:\n${mistakes.join('\n')}`).toBe(true);
    }
  });
});

function scoreOf(rule: string) {
  let [right, expected, found] = [0, 0, 0];
  const mistakes: string[] = [];
  for (const { file, ...all } of CASES) {
    const [toFind, places] = [placesOf(all.expected, rule), placesOf(all.found, rule)];
    const missed = [...toFind].filter((place) => !places.has(place));
    const wrong = [...places].filter((place) => !toFind.has(place));
    mistakes.push(...missed.map((place) => `${file}:${place} is missed`));
    mistakes.push(...wrong.map((place) => `${file}:${place} is wrong`));
    expected += toFind.size;
    found += places.size;
    right += places.size - wrong.length;
  }
  return { rule, right, precision: right / found, recall: right / expected, mistakes };
}

function placesOf(all: readonly Expected[], rule: string): Set<string> {
  const of = all.filter((each) => each.rule === rule);
  return new Set(of.map(({ from, to }) => `${from}-${to}`));
}

function findings(file: string): Expected[] {
  const text = readFileSync(file, 'utf8');
  const at = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  };
  // The folder of the cases is none of theirs.
  const place = { ...NOWHERE, path: file.slice(FOLDER.length) };
  const conditions = { ...defaults(new Date('2026-11-25')), place };
  const problems = inspect({ text, isDeclaration: false }, conditions);
  return problems.map(({ rule, span }) => ({ rule, from: at(span.start), to: at(span.end) }));
}

function readExpected(file: string): Expected[] {
  const beside = `${file}${EXPECTED}`;
  return existsSync(beside) ? JSON.parse(readFileSync(beside, 'utf8')) : [];
}
