import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { IgnorePatterns } from '../../files/ignore-patterns.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ignore-patterns-'));
  execFileSync('git', ['init', '--quiet', folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const PIECES = ['a', 'b', 'ab', '*', '?', '/', '[ab]', '[!a]', '[^b-c]', '\\*', '!', '.', ' '];
const NAMES = ['a', 'b', 'c', 'ab', 'abc', 'a.b', '.a', 'a b', '-', '*', '!a', '#a'];
const pattern = fc
  .array(fc.constantFrom(...PIECES, '**/', '/**', '/**/', '[[:alpha:]]', '#'), { maxLength: 6 })
  .map((pieces) => pieces.join(''));
const file = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
  .map((names) => names.join('/'));

it('ignores what git ignores', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(file, { minLength: 20, maxLength: 40 }),
      (lines, files) => {
        const text = `${lines.join('\n')}\n`;
        const patterns = new IgnorePatterns().add(text);
        expect(files.filter((each) => patterns.ignores(each))).toEqual(ignoredByGit(text, files));
      },
    ),
    { numRuns: 60 },
  );
});

function ignoredByGit(text: string, files: readonly string[]): string[] {
  writeFileSync(path.join(folder, '.gitignore'), text);
  // It ends with 1 where it ignores none.
  const script = 'git check-ignore -z --no-index --stdin || [ $? -eq 1 ]';
  const output = execFileSync('sh', ['-c', script], { cwd: folder, input: files.join('\0') });
  return output.toString('utf8').split('\0').filter(Boolean);
}

it('takes time in proportion to a path, whatever the pattern', () => {
  const patterns = new IgnorePatterns().add('a/**/a/**/a/**/a/**/a/**/b\n*a*a*a*a*a*a*a*b');
  expect(patterns.ignores(`${'a/'.repeat(1000)}c`)).toBe(false);
  expect(patterns.ignores('a'.repeat(2000))).toBe(false);
});
