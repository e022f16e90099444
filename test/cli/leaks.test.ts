import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPossibleKey } from '../../core/credentials/key-shape.ts';
import { DISGUISES, leakIn } from '../support/leaks.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';
import { cartotokenIn, writeFiles } from './command-line.ts';

/** A credential, and the code in which it is found. */
interface Planted {
  readonly secret: string;
  readonly code: string;
}

const seed = fc.nat(1_000_000).map(String);

/** Every kind of credential, and keys of lengths that no shape tells. */
const PLANTED: fc.Arbitrary<Planted> = fc.oneof(
  seed.map((each) => planted(accessToken({ seed: each }), (it) => `accessToken: '${it}',`)),
  seed.map((each) => planted(oauthToken({ seed: each }), (it) => `bearer = '${it}'`)),
  seed.map((each) => {
    const secret = clientSecret(each);
    return planted(
      secret,
      (it) => `{ client_secret: '${it}', audience: 'carto-cloud-native-api' }`,
    );
  }),
  seed.map((each) => planted(apiKey('hex', each), client)),
  seed.map((each) => planted(apiKey('base64url', each), client)),
  fc
    .tuple(fc.integer({ min: 16, max: 39 }), seed)
    .map(([length, each]) => createHash('sha512').update(each).digest('hex').slice(0, length))
    .filter(isPossibleKey)
    .map((secret) => planted(secret, client)),
);

function planted(secret: string, code: (secret: string) => string): Planted {
  return { secret, code: code(secret) };
}

function client(key: string): string {
  return `new carto.Client({ apiKey: '${key}', username: 'jane' });`;
}

const DISGUISE = fc.constantFrom(...Object.entries(DISGUISES));

/** As much of it as a file's name holds. */
function nameOf(written: string): string {
  const name = written.replaceAll('/', '_').replaceAll('\0', '');
  return Buffer.from(name).subarray(0, 200).toString('utf8').replaceAll('\ufffd', '') || 'x';
}

/** A tree in which a credential stands wherever one can. */
function treeOf({ secret, code }: Planted, written: string): Record<string, string> {
  const name = nameOf(written);
  const other = accessToken({ seed: 'another' });
  const inJson = JSON.stringify(written).slice(1, -1);
  const declaration = (value: string) =>
    JSON.stringify({
      $schema: value,
      name: value,
      [value]: value,
      environment: value,
      usage: value,
      allowed_apis: ['sql', value, value],
      grants: [
        { connection_name: value, source: value },
        { connection_name: value, source: `a.b.${value}` },
        { connection_name: 'c', source: `SELECT '${value}' FROM (` },
        { connection_name: 'c', source: `a.b.c` },
        value,
      ],
      referers: [
        value,
        `https://${value}.example.com`,
        `http://x.example/${value}`,
        `https://${value}`,
        `http://localhost/${value}`,
      ],
      expiration_date: value,
    });
  return {
    'src/config.js': `// carto\n${code}\n`,
    [`${name}/${name}.js`]: `// ${written}\nconst token = '${other}';\n`,
    [`a ${name}.cartotoken.json`]: declaration(written),
    'b.cartotoken.json': declaration(written),
    'c.cartotoken.json': `{ "name": "${inJson}", "x": "${inJson}" // ${inJson}\n`,
    'd.cartotoken.json': JSON.stringify({
      type: 'regular',
      name: written,
      grants: [
        { type: 'apis', apis: ['sql', written] },
        { type: 'database', tables: [{ schema: written, name: written, permissions: [written] }] },
        { type: written, services: [written] },
      ],
    }),
    'suppressed.js': [
      `const a = '${other}'; // cartotoken-disable-line hardcoded-access-token -- ${written}`,
      `const b = 1; // cartotoken-disable-line ${written}`,
      `const c = 1; // cartotoken-disable-line ${written}, ${secret} -- ${written}`,
      `const d = 1; // cartotoken-disable-line hardcoded-access-token -- ${'x'.repeat(280)} ${written}`,
      `const e = 1; // cartotoken-disable-line x${written}`,
    ].join('\n'),
    'requests.sh': [
      `curl "https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}"`,
      `curl -d "api_key=${secret}" -d q=1 https://jane.carto.com/api/v2/sql`,
    ].join('\n'),
    'requests.js': [
      `fetch('https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}');`,
      `axios.get('https://jane.carto.com/api/v2/sql', { params: { q: 1, api_key: '${secret}' } });`,
      `new carto.Client({ apiKey: '<${written}>', username: 'jane' });`,
    ].join('\n'),
    'requests.py': [
      `requests.get("https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}")`,
      `requests.post("https://jane.carto.com/api/v2/sql", data={"q": 1, "api_key": "${secret}"})`,
    ].join('\n'),
    '.cartotokenignore': [
      ...[written, `a/${written}`, `sha256:${written}`, `none -- ${written}`],
      `sha256:${'0'.repeat(64)} -- ${written}`,
    ].join('\n'),
  };
}

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-leaks-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** All that is printed, without what the report says of the rules, which is the same of every tree. */
function printed({ out, err }: { readonly out: string; readonly err: string }): string {
  if (!out.startsWith('{"version":"2.1.0"') && !out.includes('"$schema": "https://docs.oasis')) {
    return out + err;
  }
  const log: Log = JSON.parse(out);
  for (const run of log.runs) delete run.tool.driver.rules;
  // What stands raw in it counts, and no escapes of JSON's.
  return JSON.stringify(log) + err;
}

/** Names the lines that hold one, which are of no use without it. */
function expectNoLeak(output: string, secret: string): void {
  if (leakIn(output, secret) === undefined) return;
  const lines = output.split(/\n|(?<=[{},])/).filter((line) => leakIn(line, secret) !== undefined);
  expect(lines.map((line) => line.slice(0, 1000))).toEqual([]);
}

const FORMATS = ['text', 'json', 'sarif'] as const;

describe('whatever credential stands wherever', () => {
  it('no output of a check repeats ten characters of it', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(PLANTED, DISGUISE, async (each, [, disguise]) => {
        count += 1;
        const written = disguise(each.secret);
        const folder = path.join(root, String(count), nameOf(written));
        await writeFiles(folder, treeOf(each, written));
        for (const format of FORMATS) {
          const result = await cartotokenIn(folder, ['check', '--format', format]);
          expect(printed(result).length).toBeGreaterThan(1000);
          expectNoLeak(printed(result), each.secret);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 300_000);

  it('nor one of a check on what changes', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(PLANTED, DISGUISE, async (each, [, disguise]) => {
        count += 1;
        const folder = path.join(root, `changes ${count}`);
        await writeFiles(folder, treeOf(each, disguise(each.secret)));
        execFileSync('git', ['init', '--quiet', folder]);
        execFileSync('git', ['add', '.'], { cwd: folder });
        const { PATH = '' } = process.env;
        for (const format of FORMATS) {
          const args = ['check', '--staged', '--format', format];
          const result = await cartotokenIn(folder, args, { PATH });
          expect(printed(result).length).toBeGreaterThan(1000);
          expectNoLeak(printed(result), each.secret);
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 300_000);

  it('nor what is said of wrong arguments', async () => {
    execFileSync('git', ['init', '--quiet', root]);
    const { PATH = '' } = process.env;
    await fc.assert(
      fc.asyncProperty(PLANTED, DISGUISE, async ({ secret }, [, disguise]) => {
        const written = disguise(secret);
        for (const args of [
          [written],
          ['explain', written],
          ['check', `--${written}`],
          ['check', '--format', written],
          ['check', '--rule', `${written}=off`],
          ['check', '--rule', `hardcoded-access-token=${written}`],
          ['check', '--since', written],
          ['check', '--max-warnings', written],
          ['check', written],
          ['tokens', written],
          ['tokens', 'list', '--format', written],
          ['sandbox', '--port', written],
          ['sandbox', '--seed', nameOf(written)],
        ]) {
          const { out, err } = await cartotokenIn(root, args, { PATH });
          expectNoLeak(out + err, secret);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 300_000);
});

it('a fix that would write a key is in no report, of whatever length the key is', async () => {
  for (const length of [12, 16, 22, 24, 30, 40]) {
    const key = createHash('sha512').update('key').digest('hex').slice(0, length);
    await writeFiles(root, {
      'a.sh': `curl "https://jane.carto.com/api/v2/sql?q=1&api_key=${key}"\n`,
      'a.js': `fetch('https://jane.carto.com/api/v2/sql?q=1&api_key=${key}');\n`,
      'a.py': `requests.post("https://jane.carto.com/api/v2/sql", data={"q": 1, "api_key": "${key}"})\n`,
    });
    const { out } = await cartotokenIn(root, ['check', '--format', 'sarif']);
    expect(out).not.toContain(key.slice(0, 10));
  }
});

it('plays no tricks on a terminal with what was typed', async () => {
  const typed = 'x\u001b]0;title\u0007\u009b31m\u202ey\u200b';
  for (const args of [
    ['check', '--format', typed],
    [typed],
    ['explain', typed],
    ['check', typed],
  ]) {
    const { out, err } = await cartotokenIn(root, args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    expect(err).toContain('\\u001b');
  }
});
