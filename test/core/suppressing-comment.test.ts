import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../core/credentials/look.ts';
import { suppressingComment } from '../../core/credentials/suppressing-comment.ts';
import { LONGEST_LINE } from '../../core/credentials/suppressions.ts';
import { inspect } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { filesBelow } from '../support/files-below.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const FOLDER = 'test/fixtures/suppressing';
const SUPPRESSED = '.suppressed';

/** What stands in the files in the places of credentials. */
const CREDENTIALS: readonly (readonly [string, string])[] = [
  ['‹token-2›', accessToken({ seed: '2' })],
  ['‹token›', accessToken()],
  ['‹key›', apiKey('hex')],
];

function replaced(text: string, from: 0 | 1): string {
  return CREDENTIALS.reduce((all, pair) => all.replaceAll(pair[from], pair[1 - from] ?? ''), text);
}

const found = (text: string) => inspect({ text, isDeclaration: false });
const inShort = ({ rule }: Problem) => rule;

/** The text with a comment for one problem, or undefined where there can be none. */
function suppress(text: string, file: string, { rule, span }: Problem): string | undefined {
  const { suppressions } = lookAt(text);
  const at = suppressingComment(text, { path: file }, suppressions, { rule, at: span.start });
  if (!at) return undefined;
  const newText = at.after === undefined ? at.before : `${at.before}why${at.after}`;
  return applyEdits(text, [{ span: { start: at.at, end: at.at }, newText }]);
}

/** Each problem's line and rule: another of both is the same to a comment. */
function toComments(text: string, problems: readonly Problem[]): string[] {
  const line = (at: number) => text.slice(0, at).split('\n').length;
  return [...new Set(problems.map(({ rule, span }) => `${line(span.start)} ${rule}`))];
}

describe('a comment for each finding', () => {
  const files = filesBelow(FOLDER, '').filter((file) => !file.endsWith(SUPPRESSED));

  it.each(files)('of %s suppresses it alone', async (file) => {
    let text = replaced(readFileSync(file, 'utf8'), 0);
    let passed = 0;
    expect(found(text).map(inShort)).not.toEqual([]);
    for (let problems = found(text); passed < problems.length; problems = found(text)) {
      const problem = problems[passed] as Problem;
      const next = suppress(text, path.basename(file), problem);
      if (next === undefined) {
        passed += 1;
        continue;
      }
      const after = found(next);
      expect(after.map(inShort)).not.toContain('suppression-unused');
      expect(toComments(next, after)).toHaveLength(toComments(text, problems).length - 1);
      text = next;
    }
    const left = found(text).map(({ rule, span }) => {
      const line = text.slice(0, span.start).split('\n').length;
      return `No comment can be written for ${rule} in line ${line}.\n`;
    });
    const result = `${replaced(text, 1)}${left.length > 0 ? `\n${left.join('')}` : ''}`;
    await expect(result).toMatchFileSnapshot(`../../${file}${SUPPRESSED}`);
  });
});

it('in every case of every language suppresses what it is for, and changes nothing else', () => {
  let count = 0;
  for (const file of filesBelow('test/fixtures/credentials', '')) {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.expected.json')) continue;
    const problems = found(text);
    for (const problem of problems) {
      const next = suppress(text, path.basename(file), problem);
      if (next === undefined) continue;
      count += 1;
      const [line = '', rule = ''] = toComments(text, [problem])[0]?.split(' ') ?? [];
      const shift = next.split('\n').length - text.split('\n').length;
      const expected = toComments(text, problems).filter((each) => each !== `${line} ${rule}`);
      const shifted = expected.map((each) => {
        const [at = '', of] = each.split(' ');
        return `${Number(at) + (Number(at) >= Number(line) ? shift : 0)} ${of}`;
      });
      expect(toComments(next, found(next)), `${file}:${line} ${rule}`).toEqual(shifted);
    }
  }
  expect(count).toBeGreaterThan(150);
});

it('a comment makes no key CARTO’s', () => {
  const key = apiKey('hex');
  for (const line of [`api_key = "${key}"`, `apiKey: '${key}'`, `token = "${key}"`]) {
    for (const comment of ['cartotoken-disable-next-line hardcoded-api-key', 'gitleaks:allow']) {
      expect(lookAt(`# ${comment}\n${line}\n`).findings).toEqual([]);
    }
  }
});

describe('where the name says nothing', () => {
  const token = accessToken();
  const comment = (text: string, language?: string, file = '') => {
    const at = suppressingComment(text, { path: file, language }, [], {
      rule: 'hardcoded-access-token',
      at: text.indexOf(token),
    });
    return at && at.before + (at.after ?? '');
  };

  it('the language decides, of cells of notebooks too', () => {
    expect(comment(token, 'python')).toMatch(/^# cartotoken/);
    expect(comment(token, 'python', '/a.ipynb')).toMatch(/^# cartotoken/);
    expect(comment(token, 'sql')).toMatch(/^-- cartotoken/);
    expect(comment(token, 'plaintext', '/a.py')).toMatch(/^# cartotoken/);
    expect(comment(token, 'json', '/tsconfig.json')).toBe(undefined);
    expect(comment(token, 'jsonc', '/tsconfig.json')).toMatch(/^\/\/ cartotoken/);
    expect(comment(token, 'plaintext')).toBe(undefined);
    expect(comment(token)).toBe(undefined);
  });

  it('lines end as those of the text do', () => {
    const above = '// cartotoken-disable-next-line hardcoded-access-token -- ';
    expect(comment(`a\r\n${token}\r\n`, 'go')).toBe(`${above}\r\n`);
    expect(comment(`a\r\n${token}`, 'go')).toBe(`${above}\r\n`);
    expect(comment(`\`\r\n${token}\`\r\n`, 'go')).toBe(
      ' // cartotoken-disable-line hardcoded-access-token -- ',
    );
  });

  it('a line that a program wrote has no comment', () => {
    expect(comment(token.padEnd(LONGEST_LINE + 1, ';'), 'javascript')).toBe(undefined);
  });
});
