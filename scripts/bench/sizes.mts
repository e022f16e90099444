import { stat } from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from '../lib/build.mts';
import { ROOT } from '../lib/paths.mts';
import type { Row } from './row.mts';

/** What is shipped, by its name under dist/; of the extension's, what is loaded first has a budget. */
const BUNDLES: Readonly<Record<string, { readonly what: string; readonly budget?: number }>> = {
  extension: { what: 'extension bundle', budget: 250 },
  'language-client': { what: 'language client bundle' },
  accounts: { what: 'accounts bundle' },
  sidebar: { what: 'sidebar bundle' },
  'declarations-tree': { what: 'declarations bundle' },
  server: { what: 'server bundle', budget: 700 },
  cli: { what: 'command line bundle, before it runs' },
  run: { what: 'command line bundle' },
  'scan-worker': { what: 'bundle of the threads that look at files' },
  tokens: { what: 'command line bundle of `tokens`, with undici' },
  sandbox: { what: 'sandbox bundle' },
};

/** What the extension weighs. */
export async function sizes(): Promise<Row[]> {
  const kilobytes = async (file: string) => (await stat(file)).size / 1024;
  const rows: Row[] = [];
  for (const [name, { what, ...budget }] of Object.entries(BUNDLES)) {
    const value = await kilobytes(path.join(ROOT, 'dist', `${name}.js`));
    rows.push({ what, value, unit: 'KB', ...budget });
  }
  const value = await kilobytes(await packageExtension());
  return [...rows, { what: 'package (.vsix)', value, unit: 'KB', budget: 1536 }];
}
