/** `npm run generate`: writes what is made from the code, so that it cannot differ. Tests check that it does not. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { declarationSchema } from '../core/declarations/schema.ts';
import { credentialCases } from '../test/support/credential-cases.ts';
import { ROOT } from './lib/paths.mts';
import { withEnglishRules, withRuleSettings, withSpanishRules } from './lib/rule-settings.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  await write('schemas/cartotoken.schema.json', json(declarationSchema()));
  await rewrite('package.json', withRuleSettings);
  await rewrite('package.nls.json', withEnglishRules);
  await rewrite('package.nls.es.json', withSpanishRules);
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

/** Puts what is generated into a file that is otherwise written by hand. */
async function rewrite<T>(file: string, generate: (written: T) => T): Promise<void> {
  await write(file, json(generate(JSON.parse(await readFile(path.join(ROOT, file), 'utf8')))));
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(ROOT, file)), { recursive: true });
  await writeFile(path.join(ROOT, file), text);
}
