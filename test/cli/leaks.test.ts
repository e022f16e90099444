import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leakIn } from '../support/leaks.ts';
import { cartotokenIn, writeFiles } from './command-line.ts';
import { DISGUISE, DISGUISE_OR_PIECE, nameOf, PLANTED, treeOf } from './planted.ts';

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
      fc.asyncProperty(PLANTED, DISGUISE_OR_PIECE, async (each, [, disguise]) => {
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
      fc.asyncProperty(PLANTED, DISGUISE_OR_PIECE, async (each, [, disguise]) => {
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
