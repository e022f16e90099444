/** `npm run generate`: writes what is made from the code, so that it cannot differ. A test checks that it does not. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { declarationSchema } from '../core/declarations/schema.ts';
import { ROOT } from './lib/paths.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  const file = path.join(ROOT, 'schemas/cartotoken.schema.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(declarationSchema(), null, 2)}\n`);
  return 0;
});
