/** `npm run check`: types and lint. `--write` (`npm run format`) mends what can be mended. */
import { check } from './lib/check.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  const results = await check(process.argv.includes('--write'));
  return results.every(({ passed }) => passed) ? 0 : 1;
});
