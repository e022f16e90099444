/** `npm run generate`: writes what is made from the code, so that it cannot differ. Tests check that it does not. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { declarationSchema } from '../core/declarations/schema.ts';
import { credentialCases } from '../test/support/credential-cases.ts';
import { ROOT } from './lib/paths.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  await write('schemas/cartotoken.schema.json', json(declarationSchema()));
  for (const { file, text, expected } of credentialCases()) {
    const written = path.join('test/fixtures/credentials', file);
    await write(written, text);
    await write(`${written}.expected.json`, json(expected));
  }
  return 0;
});

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(ROOT, file)), { recursive: true });
  await writeFile(path.join(ROOT, file), text);
}
