/** `node scripts/l10n.mts`: lists what is not translated, translated for nobody, or translated with other placeholders. */
import { l10nFaults } from './lib/l10n.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  const faults = l10nFaults();
  console.log(faults.length > 0 ? faults.join('\n') : 'Everything is translated.');
  return faults.length > 0 ? 1 : 0;
});
