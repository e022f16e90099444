import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { accessToken, clientSecret } from '../support/synthetic.ts';
import { confirming } from './confirming.ts';
import { answering, type Inputs } from './inputs.ts';
import { eventually } from './support.ts';

const MACHINE = 'CARTO, machine to machine';
const ENGINE = 'CARTO Engine';
const PASTED = 'CARTO, pasted OAuth token';

describe('signing in', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    for (const label of await labels()) await signOut(label);
  });

  /** The pages of a machine-to-machine sign-in, each with how it is answered. */
  const machinePages = (secret = sandbox.addresses.clientSecret) => [
    ...whereabouts(MACHINE),
    ['OAuth access tokens come from', sandbox.addresses.oauthTokenUrl],
    ['The client ID', sandbox.addresses.clientId],
    ['The client secret', secret],
    ['What is it to be called', 'Acme'],
  ];
  const whereabouts = (kind: string) => [
    ['How do you want', kind],
    ['Where is the account', 'Another region'],
    ['The base address', sandbox.addresses.apiBaseUrl],
  ];

  it('by client id and secret', async () => {
    await signIn((inputs) => inputs.through(machinePages()));
    assert.deepEqual(await labels(), ['Acme']);
  });

  it('says that a secret is wrong, keeps it, and goes on with the right one', async () => {
    const wrong = clientSecret('wrong');
    await signIn(async (inputs) => {
      await inputs.through(machinePages(wrong).slice(0, -1));
      const input = await inputs.refused('refused the sign-in');
      assert.equal(input.value, wrong);
      assert.ok(input.password);
      assert.ok(!input.says.includes(wrong));
      await inputs.through(machinePages().slice(-2));
    });
    assert.deepEqual(await labels(), ['Acme']);
  });

  it('says that nothing answers, and can be gone back from to mend the address', async () => {
    const gone = await startSandbox();
    await gone.stop();
    await signIn(async (inputs) => {
      const pages = machinePages();
      pages[3] = ['OAuth access tokens come from', gone.addresses.oauthTokenUrl];
      await inputs.through(pages.slice(0, -1));
      const secret = await inputs.refused('Nothing answers at');
      secret.back();
      (await inputs.asks('The client ID')).back();
      await inputs.through(machinePages().slice(3));
    });
    assert.deepEqual(await labels(), ['Acme']);
  });

  it('refuses an address that is not encrypted before anything is sent', async () => {
    await signIn(async (inputs) => {
      await inputs.through(whereabouts(MACHINE).slice(0, 2));
      await inputs.answer('The base address', 'http://carto.example.com/api');
      await inputs.refused('it is not encrypted');
      await inputs.cancel('The base address');
    });
    assert.deepEqual(await labels(), []);
  });

  it('changes nothing where it is cancelled, on whichever page', async () => {
    for (const [index, [prompt = '']] of machinePages().entries()) {
      await signIn(async (inputs) => {
        await inputs.through(machinePages().slice(0, index));
        await inputs.cancel(prompt);
      });
      assert.deepEqual(await labels(), [], prompt);
    }
  });

  it('by a pasted OAuth token, and says what is mistaken for one', async () => {
    const token = await sandboxToken(sandbox);
    await signIn(async (inputs) => {
      await inputs.through(whereabouts(PASTED));
      await inputs.answer('An OAuth Access Token', accessToken());
      await inputs.refused('it is an API Access Token');
      await inputs.answer('An OAuth Access Token', ` Bearer ${token}\n`);
      await inputs.answer('What is it to be called', 'Pasted');
    });
    assert.deepEqual(await labels(), ['Pasted']);
  });

  it('to a CARTO Engine on premises, by the master key', async () => {
    await signIn(async (inputs) => {
      await inputs.pick('How do you want', ENGINE);
      await inputs.pick('Where is the CARTO Engine', 'On premises');
      await inputs.answer('The user’s address', sandbox.addresses.engineBaseUrl);
      await inputs.answer('The user name', sandbox.addresses.username);
      await inputs.answer('The master API key', 'default_public');
      await inputs.refused('the public key');
      await inputs.answer('The master API key', sandbox.addresses.clientSecret);
      await inputs.refused('does not accept the credential');
      await inputs.answer('The master API key', sandbox.addresses.masterKey);
      const label = await inputs.asks('What is it to be called');
      assert.equal(label.value, sandbox.addresses.username);
      label.accept();
    });
    assert.deepEqual(await labels(), [sandbox.addresses.username]);
  });

  it('to several accounts at once, of which no two are called the same', async () => {
    await signIn((inputs) => inputs.through(machinePages()));
    await signIn(async (inputs) => {
      await inputs.through(machinePages());
      await inputs.refused('Another account is called Acme');
      await inputs.answer('What is it to be called', 'Acme 2');
    });
    assert.deepEqual(await labels(), ['Acme', 'Acme 2']);
  });

  it('to what was chosen last, whatever was opened on the way and left again', async () => {
    await signIn(async (inputs) => {
      await inputs.through(machinePages().slice(0, -1));
      (await inputs.asks('What is it to be called')).back();
      for (const prompt of [
        'The client secret',
        'The client ID',
        'OAuth access tokens',
        'The base',
      ]) {
        (await inputs.asks(prompt)).back();
      }
      (await inputs.asks('Where is the account')).back();
      await inputs.pick('How do you want', 'Sandbox');
    });
    assert.deepEqual(await labels(), ['Sandbox']);
  });

  it('to the sandbox, once however often it is asked for', async () => {
    await vscode.commands.executeCommand('cartotoken.useSandbox');
    await vscode.commands.executeCommand('cartotoken.useSandbox');
    assert.deepEqual(await labels(), ['Sandbox']);
  });

  it('signs out only when that is confirmed', async () => {
    await vscode.commands.executeCommand('cartotoken.useSandbox');
    await confirming(undefined, () => vscode.commands.executeCommand('cartotoken.signOut'));
    assert.deepEqual(await labels(), ['Sandbox']);
    const asked = await confirming('Sign Out', () =>
      vscode.commands.executeCommand('cartotoken.signOut'),
    );
    assert.deepEqual(asked, ['Sign out of Sandbox?']);
    assert.deepEqual(await labels(), []);
  });

  it('signs in again with the secret alone', async () => {
    await signIn((inputs) => inputs.through(machinePages()));
    await answering(
      () => vscode.commands.executeCommand('cartotoken.signInAgain'),
      async (inputs) => {
        const input = await inputs.asks('The client secret');
        assert.deepEqual([input.title, input.value], ['Sign In Again to Acme', '']);
        await inputs.answer('The client secret', sandbox.addresses.clientSecret);
      },
    );
    assert.deepEqual(await labels(), ['Acme']);
  });
});

function signIn(person: (inputs: Inputs) => Promise<void>): Promise<void> {
  return answering(() => vscode.commands.executeCommand('cartotoken.signIn'), person);
}

/** What VS Code's own list of accounts holds. */
async function labels(): Promise<string[]> {
  const accounts = await vscode.authentication.getAccounts('carto');
  return accounts.map(({ label }) => label);
}

async function signOut(label: string): Promise<void> {
  const [account] = (await vscode.authentication.getAccounts('carto')).filter(
    (each) => each.label === label,
  );
  await confirming('Sign Out', () =>
    vscode.commands.executeCommand('cartotoken.signOut', { account }),
  );
  await eventually('signed out', labels, (all) => !all.includes(label));
}

async function sandboxToken({ addresses }: Sandbox): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret, oauthTokenUrl } = addresses;
  const answer = await fetch(oauthTokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id,
      client_secret,
      audience: 'carto-cloud-native-api',
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
