import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { filesBelow } from '../support/files-below.ts';

const FIXTURES = 'test/fixtures/declarations';

/**
 * One test a file: what is found in `<rule>/<case>.cartotoken.json`, and the text that each fix makes of it, stand
 * beside it in `<case>.expected.md`. A new case is a new file; `vitest -u` writes what is expected, for review.
 */
describe.each(filesBelow(FIXTURES, '.cartotoken.json'))('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const problems = inspect({ text, isDeclaration: true });
  const rule = path.basename(path.dirname(file));

  it('has its problems and fixes', async () => {
    const expected = file.replace('.cartotoken.json', '.expected.md');
    await expect(report(text, problems)).toMatchFileSnapshot(path.resolve(expected));
  });

  const preferred = problems
    .filter((problem) => problem.rule === rule)
    .flatMap(({ span, fixes }) =>
      fixes.filter((fix) => fix.preferred).map((fix) => ({ span, fix })),
    );
  if (preferred.length === 0) return;

  it('loses each problem by its preferred fix', () => {
    for (const { span, fix } of preferred) {
      const after = inspect({ text: applyEdits(text, fix.edits), isDeclaration: true });
      expect(after.filter((problem) => problem.span.start === span.start)).toEqual([]);
    }
  });
});

function report(text: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.\n';
  return problems.map((problem) => entry(text, problem)).join('\n');
}

function entry(text: string, { rule, severity, span, message, fixes }: Problem): string {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  const column = span.start - before.lastIndexOf('\n');
  const place = `${line}:${column} \`${text.slice(span.start, span.end)}\``;
  const mended = fixes.map(({ title, preferred, edits }) => {
    return `\n${preferred ? 'Preferred fix' : 'Fix'}: ${title}\n\n\`\`\`json\n${applyEdits(text, edits)}\`\`\`\n`;
  });
  return `## ${rule}\n\n${severity} at ${place}\n\n${message}\n${mended.join('')}`;
}
