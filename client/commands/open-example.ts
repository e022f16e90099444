import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { CommandContext, SidebarCommand } from './context.ts';

/**
 * Opens code with an access token in it, in a document that is not saved, to show what is said of it: with the widest token of
 * the sandbox where there is one, so that it is graded.
 */
export const openExample: SidebarCommand = async (context) => {
  const { token, says } = (await sandboxToken(context)) ?? {
    token: madeUpToken(),
    says: vscode.l10n.t('A token that was made up: it opens nothing.'),
  };
  const before = [
    "import { vectorTableSource } from '@carto/api-client';",
    '',
    `// ${says}`,
    'const stores = vectorTableSource({',
    "  apiBaseUrl: 'https://gcp-us-east1.api.carto.com',",
    "  accessToken: '",
  ].join('\n');
  const behind = [
    "',",
    "  connectionName: 'carto_dw',",
    "  tableName: 'carto-demo-data.demo_tables.retail_stores',",
    '});',
    // A program of Node.js, where there are environment variables to move the token to.
    'process.stdout.write(JSON.stringify(await stores));',
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({
    language: 'javascript',
    content: `${before}${token}${behind}`,
  });
  // Where the quick fixes are.
  const at = document.positionAt(before.length);
  const selection = new vscode.Range(at, at);
  await vscode.window.showTextDocument(document, { preview: false, selection });
};

/** What the sandbox has, opens nothing but the sandbox. */
async function sandboxToken({ accounts, lists }: CommandContext) {
  const sandbox = accounts.all().find(({ kind }) => kind === 'sandbox');
  const { credentials = [] } = sandbox ? await lists.ask(sandbox) : {};
  const tokens = credentials.filter(({ kind }) => kind === 'token');
  const widest = tokens.find(({ reach }) => reach === 'all-sources') ?? tokens[0];
  if (!sandbox || !widest) return undefined;
  return {
    token: accounts.secret(sandbox, widest),
    says: vscode.l10n.t('A token of the sandbox: it opens nothing of CARTO’s.'),
  };
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
