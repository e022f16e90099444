import { expect, it } from 'vitest';
import { runContained } from '../support/contained.ts';

/** Seconds of CPU: more of them find more. */
const SECONDS = Number(process.env['HOSTILE_SECONDS'] ?? 60);
const SEED = process.env['HOSTILE_SEED'] ?? '1';

it(
  'no text that patterns are made of takes more than its length',
  async () => {
    const program = 'test/attacks/programs/hostile-texts.ts';
    const { code, stdout, stderr } = await runContained(program, [`${SECONDS}`, SEED], {
      limits: { seconds: 8 * SECONDS + 60 },
    });
    // What it tried last.
    expect(code, stderr.slice(-2000)).toBe(0);
    const { tried, worst } = JSON.parse(stdout);
    process.stdout.write(`hostile texts: ${stdout}\n`);
    expect(tried).toBeGreaterThan(50);
    expect(worst.ratio).toBeLessThan(3);
  },
  10 * SECONDS * 1000 + 60_000,
);
