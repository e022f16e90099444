import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { withLock } from '../../../disk/lock.ts';

/**
 * Takes a lock so many times, and writes into a log when it is inside: `<folder> <log> <rounds>`. With `wait` as a fourth argument it says so when
 * it is inside, and goes on when it is told to.
 */
const [folder = '', log = '', rounds = '1', mode] = process.argv.slice(2);
const TIMES = { beat: 50, look: 5, patience: mode === 'wait' ? 400 : 20_000 };
const told = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

for (let round = 0; round < Number(rounds); round += 1) {
  await withLock(
    folder,
    `round-${round}`,
    async (lock) => {
      if (mode === 'wait') {
        process.stdout.write('inside\n');
        await told.next();
      }
      await lock.assertHeld();
      appendFileSync(log, `in ${round} ${process.pid}\n`);
      await new Promise((resolve) => setImmediate(resolve));
      appendFileSync(log, `out ${round} ${process.pid}\n`);
    },
    TIMES,
  );
}
process.exit();
