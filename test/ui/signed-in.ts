import { appendFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** An account with what opens it, as the extension keeps both: the first alone in VS Code's state, both in the keyring. */
export interface SignedIn {
  readonly account: Readonly<Record<'kind' | 'id' | 'label', string>> &
    Readonly<Record<string, string>>;
  readonly secret: Readonly<Record<string, string>>;
}

/** An account of CARTO's on a sandbox, by client id and secret. */
export function byMachine({ addresses }: Sandbox, label: string): SignedIn {
  const { apiBaseUrl, oauthTokenUrl: tokenUrl, clientId, clientSecret } = addresses;
  return {
    account: { kind: 'machine', id: label, label, apiBaseUrl, tokenUrl, clientId },
    secret: { kind: 'machine', clientSecret },
  };
}

/** An account of CARTO Engine's on a sandbox. */
export function byMasterKey({ addresses }: Sandbox, label: string): SignedIn {
  const { engineBaseUrl: baseUrl, username, masterKey } = addresses;
  return {
    account: { kind: 'engine', id: label, label, baseUrl, username },
    secret: { kind: 'engine', masterKey },
  };
}

/**
 * Has the installed extension find accounts in VS Code's state and keyring when it is first activated, as if a person had signed in
 * to them: what the wizard asks for is the test of the wizard alone.
 *
 * @param folder of the served VS Code
 */
export async function signInBefore(folder: string, accounts: readonly SignedIn[]): Promise<void> {
  const file = path.join(folder, 'accounts.json');
  await writeFile(file, JSON.stringify(accounts), { mode: 0o600 });
  const extensions = path.join(folder, 'extensions');
  const [ours = ''] = (await readdir(extensions)).filter((name) => name.startsWith('cartotokens.'));
  await appendFile(path.join(extensions, ours, 'dist/extension.js'), seeded(file));
}

/** Goes before the extension's own activation. */
const seeded = (file: string) => `
;(() => {
  const { activate } = module.exports;
  module.exports = {
    ...module.exports,
    async activate(context) {
      const fs = require('node:fs');
      const file = ${JSON.stringify(file)};
      // Once: what the tests do to them stays when the window is opened again, and no secret stays in a file.
      if (fs.existsSync(file)) {
        const all = JSON.parse(fs.readFileSync(file, 'utf8'));
        fs.rmSync(file);
        await Promise.all(all.map((each) => context.secrets.store('account.' + each.account.id, JSON.stringify(each))));
        await context.globalState.update('cartotoken.accounts', all.map(({ account }) => account));
      }
      return activate(context);
    },
  };
})();
`;
