import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, Result, Run } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RULES } from '../../core/inspect.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { cartotokenIn, writeFiles } from './command-line.ts';

const TOKEN = accessToken();
const apiKeyLine = `const CARTO_API_KEY = '${apiKey('hex')}';\n`;

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-sarif-'));
  folder = path.join(root, 'work');
  await mkdir(folder);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = (contents: Readonly<Record<string, string>>) => writeFiles(folder, contents);

/** The one run of a report. */
async function check(...args: string[]): Promise<{ run: Run; out: string; code: number }> {
  const { out, code } = await cartotokenIn(folder, ['check', '--format', 'sarif', ...args]);
  const { version, runs }: Log = JSON.parse(out);
  const [run] = runs;
  expect([version, runs.length]).toEqual(['2.1.0', 1]);
  if (!run) throw new Error('There is no run.');
  return { run, out, code };
}

const results = async (...args: string[]): Promise<Result[]> =>
  (await check(...args)).run.results ?? [];

async function fingerprints(...args: string[]): Promise<string[]> {
  return (await results(...args)).map(
    ({ partialFingerprints }) => partialFingerprints?.['cartotokenFinding/v1'] ?? '',
  );
}

describe('a SARIF report', () => {
  it('holds a credential in many places as one result, with the first places and their number', async () => {
    await files({ 'a.yml': `${TOKEN}\n`.repeat(1000), 'b.yml': TOKEN, 'c.js': apiKeyLine });
    const [first, ...others] = await results();
    expect(others).toHaveLength(1);
    expect(first?.occurrenceCount).toBe(1001);
    expect(first?.relatedLocations).toHaveLength(9);
    expect(first?.message.text).toContain('It stands in 1001 places, in 2 files.');
  });

  it('says what is found, where, and how it is mended', async () => {
    await files({
      'src/a map é.js': `// 😀 ${TOKEN}\r\nfetch('https://u.carto.com/api/v2/sql?q=SELECT 1&api_key=' + key);\r\n`,
      'tokens/a.cartotoken.json': '{\n  "name": "a",\n  "allowed_apis": ["lds", "lds"]\n}\n',
    });
    await writeFiles(root, { 'outside.js': TOKEN });
    const { run, code } = await check('.', '../outside.js', 'gone #1.js');
    expect(code).toBe(2);
    const { tool, ...rest } = run;
    const { rules, ...driver } = tool.driver;
    // A rule's index changes with each new rule, so it is no part of the golden file.
    const results = rest.results?.map(({ ruleIndex, ...result }) => {
      expect(rules?.[ruleIndex ?? -1]?.id).toBe(result.ruleId);
      return result;
    });
    const golden = JSON.stringify({ driver, ...rest, results }, null, 2).replaceAll(
      pathToFileURL(root).href,
      'file:///root',
    );
    await expect(`${golden}\n`).toMatchFileSnapshot('../fixtures/cli/check.sarif.json');
    expect(rules).toHaveLength(RULES.length);
  });

  it('refers to rules by their names and places, with levels for our severities', async () => {
    await files({ 'a.js': TOKEN });
    for (const [severity, level] of [
      ['error', 'error'],
      ['warning', 'warning'],
      ['information', 'note'],
      ['hint', 'note'],
    ]) {
      const { run } = await check('--rule', `hardcoded-access-token=${severity}`);
      const [result] = run.results ?? [];
      expect(result).toMatchObject({ ruleId: 'hardcoded-access-token', level });
      expect(run.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe('hardcoded-access-token');
    }
  });

  it('holds no credential, in no fix either', async () => {
    await files({
      'a.js': TOKEN,
      [`${TOKEN}.cartotoken.json`]: `{ "name": "a", "referers": ["https://${TOKEN}.example"] }`,
    });
    const { out, run } = await check('--trailing-slash', 'both');
    expect(out).not.toContain(TOKEN.slice(0, 7));
    const slash = run.results?.find(({ ruleId }) => ruleId === 'referer-trailing-slash');
    expect(slash?.fixes ?? []).toEqual([]);
    // The same fix of a harmless referer is there.
    await files({ 'b.cartotoken.json': '{ "name": "b", "referers": ["https://b.example"] }' });
    const [harmless] = (await results('--trailing-slash', 'both', 'b.cartotoken.json')).filter(
      ({ ruleId }) => ruleId === 'referer-trailing-slash',
    );
    expect(JSON.stringify(harmless?.fixes)).toContain('https://b.example/');
  });
});

it('says how a key is better sent, but for a key that is written out', async () => {
  const request = (key: string) => `curl "https://jane.carto.com/api/v2/sql?q=1&api_key=${key}"\n`;
  await files({ 'a.sh': request('$KEY'), 'b.sh': request(apiKey('hex')) });
  const sent = (await results()).filter(({ ruleId }) => ruleId === 'api-key-in-query');
  expect(sent.map(({ fixes = [] }) => fixes.map(({ description }) => description?.text))).toEqual([
    ['Send it as HTTP Basic'],
    [],
  ]);
});

describe('partial fingerprints', () => {
  it('stay when a finding moves, and tell the same findings of a file apart', async () => {
    await files({ 'a.js': `${TOKEN}\n${TOKEN}\n` });
    const before = await fingerprints();
    expect(new Set(before).size).toBe(2);
    await files({ 'a.js': `// above\n\n  ${TOKEN}\nbetween\n${TOKEN}\n` });
    expect(await fingerprints()).toEqual(before);
  });

  it('differ by credential, file and rule', async () => {
    await files({
      'a.js': `${TOKEN}\n${accessToken({ seed: 'other' })}\n`,
      'b.js': `${TOKEN}\nfetch('https://u.carto.com/api/v2/sql?api_key=' + key);\n`,
    });
    const all = await fingerprints();
    expect(all).toHaveLength(4);
    expect(new Set(all).size).toBe(4);
    for (const fingerprint of all) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the rules in it', () => {
  it('are all of ours, explained, as GitHub reads them', async () => {
    await files({});
    const { rules = [] } = (await check()).run.tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const rule of rules) {
      expect(rule).toEqual({
        id: rule.id,
        shortDescription: { text: expect.stringMatching(/^[A-Z`"].*[^.]$/) },
        fullDescription: { text: expect.stringMatching(/^[A-Z`][^\n]*\.$/) },
        help: {
          text: expect.stringContaining(`## ${rule.id}\n`),
          markdown: expect.stringContaining('**Why.**'),
        },
        helpUri: expect.stringMatching(new RegExp(`^https://.*#${rule.id}$`)),
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
        properties: expect.objectContaining({
          precision: expect.stringMatching(/^(very-)?high$/),
        }),
      });
    }
  });

  it('have a severity for security exactly where they are tagged so', async () => {
    await files({});
    const { rules = [] } = (await check()).run.tool.driver;
    const tagged = rules.filter(({ properties }) => properties?.tags?.includes('security'));
    const graded = rules.filter(
      ({ properties }) => properties?.['security-severity'] !== undefined,
    );
    expect(tagged).toEqual(graded);
    for (const { properties } of graded) {
      expect(properties?.['security-severity']).toMatch(/^\d\.\d$/);
    }
    const hardcoded = rules.filter(({ id }) => id.startsWith('hardcoded-'));
    expect(
      hardcoded.every(({ properties }) => Number(properties?.['security-severity']) >= 7),
    ).toBe(true);
  });

  it('come from where the manifest says that we are', async () => {
    await files({});
    const { homepage } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(homepage).toBe(`${(await check()).run.tool.driver.informationUri}#readme`);
  });
});
