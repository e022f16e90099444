import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import type { Detected } from '../../core/credentials/finding.ts';
import { keepIn } from '../../core/credentials/fixes/keep.ts';
import { type CredentialFix, fixesFor } from '../../core/credentials/fixes.ts';
import { NOWHERE } from '../../core/credentials/place.ts';
import type { FrontEndBuild } from '../../core/front-end/build.ts';
import type { VariableSource } from '../../core/front-end/variables.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { withCredentials } from '../support/credential-cases.ts';
import { filesBelow } from '../support/files-below.ts';
import { editsOf } from './credential-fix-edits.ts';

const FIXTURES = 'test/fixtures/credential-fixes';
const EXPECTED = '.expected.md';
const BUILDS: readonly string[] = ['vite', 'next', 'react'] satisfies FrontEndBuild[];

/**
 * One test a file: the lines that each fix makes of `<language>/<case>` stand beside it, with the `.env` file that comes with them.
 * Credentials stand there as in the other cases, by their names: `‹H›`. A new case is a new file; `vitest -u` writes what
 * is expected, for review.
 */
describe.each(filesBelow(FIXTURES, '').filter((file) => !file.endsWith(EXPECTED)))('%s', (file) => {
  const { text, credentials } = withCredentials(readFileSync(file, 'utf8'));
  const [folder = '', ...rest] = path.relative(FIXTURES, file).split(path.sep);
  const build = BUILDS.find((each): each is FrontEndBuild => each === folder);
  const variables: VariableSource = build ?? 'node';
  const place = { ...NOWHERE, path: rest.join('/'), variables };
  const mended = findIn(text).map((detected) => ({
    detected,
    fixes: fixesFor(text, detected, place),
  }));

  it('is mended as expected', async () => {
    const report = mended.map(({ detected, fixes }) => entry(text, detected, fixes)).join('\n');
    const masked = [...credentials].reduce(
      (all, [mark, credential]) => all.replaceAll(credential, mark),
      report,
    );
    await expect(masked || 'Nothing found.\n').toMatchFileSnapshot(path.resolve(file + EXPECTED));
  });

  it('loses what it is mended of, and nothing is found that was not', () => {
    for (const { detected, fixes } of mended) {
      for (const fix of fixes) {
        const before = kindsOf(findIn(text));
        const after = kindsOf(findIn(applyEdits(text, editsOf(fix))));
        const gone = before.indexOf(detected.kind);
        expect(before.toSpliced(gone, 1)).toEqual(expect.arrayContaining(after));
      }
    }
  });

  it('is mended by edits that do not overlap, which editors refuse', () => {
    for (const fix of mended.flatMap(({ fixes }) => fixes)) {
      const spans = editsOf(fix).map(({ span }) => span);
      const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
      for (const [index, { start }] of sorted.entries()) {
        expect(start).toBeGreaterThanOrEqual(sorted[index - 1]?.end ?? 0);
      }
    }
  });

  it('has no credential put into its text when one is moved out of it', () => {
    for (const fix of mended.flatMap(({ fixes }) => fixes)) {
      const written = editsOf(fix).map(({ newText }) => newText);
      const holds = [...credentials.values()].filter((each) => written.join('\n').includes(each));
      if (fix.kind === 'move') expect(holds).toEqual([]);
    }
  });
});

it.each([
  ['src/map.js', true, undefined, 0],
  ['src/map.js', true, 'vite', 0],
  ['src/map.js', false, 'node', 1],
  ['src/map.js', false, undefined, 0],
  ['server/map.js', true, undefined, 1],
] as const)(
  'a secret in %s is moved unless browsers get it (front end: %s, variables of %s)',
  (path, isFrontEnd, variables, offered) => {
    const { text } = withCredentials("const CARTO_CLIENT_SECRET = '‹S›';\n");
    const place = { ...NOWHERE, path, isFrontEnd, variables };
    const [detected] = findIn(text);
    expect(detected?.kind).toBe('client-secret');
    expect(detected && fixesFor(text, detected, place)).toHaveLength(offered);
  },
);

function kindsOf(found: readonly Detected[]): string[] {
  return found.map(({ kind }) => kind).sort();
}

function entry(text: string, { kind, span }: Detected, fixes: readonly CredentialFix[]): string {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  const place = `${line}:${span.start - before.lastIndexOf('\n')}`;
  const mended = fixes.map((fix) => {
    const after = block(changedLines(text, applyEdits(text, editsOf(fix))));
    if (fix.kind === 'edit') return `\n${fix.title}\n\n${after}`;
    const { edits } = keepIn('', fix.move, fix.credential.secret);
    return `\n${fix.title}\n\n${after}\n\`.env\`:\n\n${block(applyEdits('', edits))}`;
  });
  return `## ${kind} at ${place}\n${mended.join('') || '\nNo fix.\n'}`;
}

/** The lines that a text has and another has not, each behind its number. */
function changedLines(before: string, after: string): string {
  const lines = new Set(before.split('\n'));
  return after
    .split('\n')
    .flatMap((line, index) => (lines.has(line) ? [] : `${index + 1}: ${line}`))
    .join('\n');
}

function block(text: string): string {
  return `\`\`\`\n${text.replace(/\n?$/, '\n')}\`\`\`\n`;
}
