import { expect, it } from 'vitest';
import { runContained } from '../support/contained.ts';

it('no regular expression that code builds may backtrack', async () => {
  const program = 'test/attacks/programs/built-patterns.ts';
  const { code, stdout, stderr } = await runContained(program, [], { limits: { seconds: 120 } });
  expect(code, stderr.slice(-2000)).toBe(0);
  const { decided, unseen, faults } = JSON.parse(stdout);
  // Each place that builds one has to be reached: what is not seen is not decided.
  expect(unseen).toEqual([]);
  expect(faults).toEqual([]);
  expect(decided).toBeGreaterThan(40);
});
