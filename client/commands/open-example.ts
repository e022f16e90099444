import { createHash } from 'node:crypto';
import * as vscode from 'vscode';

/** Opens code with an access token in it, in a document that is not saved, to show what is said of it. */
export async function openExample(): Promise<void> {
  const content = [
    "import { vectorTableSource } from '@carto/api-client';",
    '',
    `// ${vscode.l10n.t('A token that was made up: it opens nothing.')}`,
    'const stores = vectorTableSource({',
    "  apiBaseUrl: 'https://gcp-us-east1.api.carto.com',",
    `  accessToken: '${madeUpToken()}',`,
    "  connectionName: 'carto_dw',",
    "  tableName: 'carto-demo-data.demo_tables.retail_stores',",
    '});',
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'javascript', content });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Of the shape of an access token. Its signature is a checksum of what it is for. */
function madeUpToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const checksum = createHash('sha256').update('an example, not a credential');
  return [
    part({ alg: 'HS256' }),
    part({ a: 'ac_example', jti: '0'.repeat(32) }),
    checksum.digest('base64url'),
  ].join('.');
}
