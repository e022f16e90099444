import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { defaults, inspectDeclaration } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { filesBelow } from '../support/files-below.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const FIXTURES = 'test/fixtures/declarations';

/**
 * One test a file: what is found in `<rule>/<case>.cartotoken.json`, and the text that each fix makes of it, stand
 * beside it in `<case>.expected.md`. A new case is a new file; `vitest -u` writes what is expected, for review.
 */
describe.each(filesBelow(FIXTURES, '.cartotoken.json'))('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const problems = inspect(text);
  const rule = path.basename(path.dirname(file));

  it('has its problems and fixes', async () => {
    const expected = file.replace('.cartotoken.json', '.expected.md');
    await expect(report(text, problems)).toMatchFileSnapshot(path.resolve(expected));
  });

  const preferred = problems
    .filter((problem) => problem.rule === rule)
    .flatMap(({ span, fixes }) =>
      fixes()
        .filter(({ confidence }) => confidence !== 'possible')
        .map((fix) => ({ span, fix })),
    );
  if (preferred.length === 0) return;

  it('loses each problem by its preferred fix', () => {
    for (const { span, fix } of preferred) {
      const after = inspect(applyEdits(text, fix.edits));
      const still = after.filter((other) => other.rule === rule && other.span.start === span.start);
      expect(still).toEqual([]);
    }
  });
});

/** As of a fixed day, so that dates are judged alike on every other; in a file of which no other knows. */
function inspect(text: string): Problem[] {
  return inspectDeclaration(parseDeclaration(text), {
    ...defaults(NOW),
    fileName: 'storefront-map',
  });
}

const CONFIDENCE = { safe: 'Safe fix', preferred: 'Preferred fix', possible: 'Fix' } as const;

function report(text: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.\n';
  return problems.map((problem) => entry(text, problem)).join('\n');
}

function entry(text: string, { rule, severity, span, message, fixes }: Problem): string {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  const column = span.start - before.lastIndexOf('\n');
  const place = `${line}:${column} \`${text.slice(span.start, span.end)}\``;
  const mended = fixes().map(({ title, confidence, edits, newFile }) => {
    const second = newFile
      ? `\n\`…${newFile.suffix}.cartotoken.json\`:\n\n\`\`\`json\n${newFile.text}\`\`\`\n`
      : '';
    return `\n${CONFIDENCE[confidence]}: ${title}\n\n\`\`\`json\n${applyEdits(text, edits)}\`\`\`\n${second}`;
  });
  return `## ${rule}\n\n${severity} at ${place}\n\n${message}\n${mended.join('')}`;
}
