import { describe, expect, it } from 'vitest';
import { brought } from '../../cli/brought.ts';
import type { Finding } from '../../cli/report.ts';

/** A finding in a line, by what tells one from another. */
function finding(at: number, line: string, over: Partial<Finding> = {}): Finding {
  const place = { line: at, character: 0 };
  return {
    path: 'a.js',
    range: { start: place, end: place },
    severity: 'information',
    rule: 'api-key-in-query',
    message: 'A key is sent in the query string.',
    fingerprint: undefined,
    line: () => line,
    fixes: () => [],
    ...over,
  };
}

const lines = (findings: readonly Finding[]) => findings.map(({ range }) => range.start.line);

describe('what a change has brought', () => {
  it('is everything where there was nothing, and nothing where all has only moved', () => {
    const now = [finding(3, 'first'), finding(9, '  second')];
    expect(brought(now, [])).toEqual(now);
    expect(brought(now, [finding(1, 'second\n'), finding(2, 'first\n')])).toEqual([]);
  });

  it('is the one in the line that is new, wherever it stands among the same', () => {
    const old = [finding(1, 'old'), finding(2, 'old')];
    const now = [finding(1, 'new'), finding(2, 'old'), finding(3, 'old')];
    expect(lines(brought(now, old))).toEqual([1]);
    expect(lines(brought(now.toReversed(), old))).toEqual([1]);
  });

  it('is not an old one whose line was edited', () => {
    expect(brought([finding(1, 'edited')], [finding(1, 'old')])).toEqual([]);
  });

  it('is another credential in the same place, whatever is said of it', () => {
    const of = (fingerprint: string, message = 'A token.') => [
      finding(1, 'line', { fingerprint, message }),
    ];
    expect(brought(of('b'), of('a'))).toHaveLength(1);
    expect(brought(of('a', 'It has expired by now.'), of('a'))).toEqual([]);
  });

  it.each([
    ['in another file', { path: 'b.js' }],
    ['of another rule', { rule: 'api-key-in-body' }],
    ['that is worse now', { severity: 'error' }],
    ['that says something else', { message: 'Another.' }],
  ] as const)('is one %s', (_, over) => {
    expect(brought([finding(1, 'line', over)], [finding(1, 'line')])).toHaveLength(1);
  });
});
