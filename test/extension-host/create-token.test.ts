import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createToken } from '../../client/commands/create-token.ts';
import { CartoError, FAILURE_KINDS, type FailureKind } from '../../core/carto/error.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import { answering, type Inputs } from './inputs.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

const NAME = 'What is the token to be called';
const APIS = 'Which APIs';
const GRANTS = 'What may the token read';
const CONNECTION = 'On which connection';
const KIND = 'What may be read';
const TABLE = 'The full name of the table';
const REFERERS = 'The websites whose pages';
const EXPIRY = 'When does the token expire';
const DATE = 'The day and time';
const REVIEW = 'Is this right?';

const STORES = { connection_name: 'carto_dw', source: 'demo.tables.stores' };

describe('creating a token', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
  });

  const create = (
    answers: (inputs: Inputs) => Promise<void>,
    on: unknown = { kind: 'account', account: stage.carto },
  ) => answering(() => createToken(stage.context, on, undefined), answers);
  const createFromPalette = (answers: (inputs: Inputs) => Promise<void>) =>
    answering(() => createToken(stage.context, undefined, undefined), answers);
  const created = () => stage.sandbox.requests.performed['POST /v3/tokens'] ?? 0;
  const latest = () => stage.sandbox.account.tokens.at(-1);

  /** Picks a connection once it is listed. */
  const connect = async (inputs: Inputs) => {
    const input = await inputs.asks(CONNECTION);
    await eventually(
      'listed',
      () => input.items.map(({ label }) => label),
      (labels) => labels.includes('carto_dw'),
    );
    await inputs.pick(CONNECTION, 'carto_dw');
  };
  /** The pages of a token for a map, each with how it is answered. */
  const steps: readonly (readonly [string, (inputs: Inputs) => Promise<void>])[] = [
    [NAME, (inputs) => inputs.answer(NAME, 'my-map')],
    [APIS, (inputs) => inputs.tick(APIS, 'Maps')],
    [GRANTS, (inputs) => inputs.pick(GRANTS, 'Add a grant')],
    [CONNECTION, connect],
    [KIND, (inputs) => inputs.pick(KIND, 'A table')],
    [TABLE, (inputs) => inputs.answer(TABLE, STORES.source)],
    [GRANTS, (inputs) => inputs.pick(GRANTS, 'Done')],
    [REFERERS, (inputs) => inputs.answer(REFERERS, 'https://example.com/')],
    [EXPIRY, (inputs) => inputs.pick(EXPIRY, 'Never')],
    [REVIEW, (inputs) => inputs.pick(REVIEW, 'Create my-map')],
  ];
  const through = async (inputs: Inputs, count = steps.length) => {
    for (const [, answer] of steps.slice(0, count)) await answer(inputs);
  };

  it('as it was entered, lists it, and offers what is mostly done next', async () => {
    await create(through);
    const { name, allowed_apis, grants, referers, expiration_date } = latest() ?? {};
    assert.deepEqual(
      { name, allowed_apis, grants, referers, expiration_date },
      {
        name: 'my-map',
        allowed_apis: ['maps'],
        grants: [STORES],
        referers: ['https://example.com/'],
        expiration_date: null,
      },
    );
    await stage.node(stage.carto, 'my-map');
    assert.deepEqual(person.shown, [
      {
        level: 'information',
        text: 'Created my-map in Acme',
        buttons: ['Copy', 'Add to .env', 'Insert', 'Save as Declaration'],
      },
    ]);
  });

  it('runs what is chosen next on it, which nobody waits for', async () => {
    const { executeCommand } = vscode.commands;
    const run: unknown[] = [];
    Object.assign(vscode.commands, {
      executeCommand: async (...given: unknown[]) => void run.push(given),
    });
    try {
      person.answers('Copy');
      await create(through);
      const node = await stage.node(stage.carto, 'my-map');
      await eventually(
        'run',
        () => run.length,
        (count) => count > 0,
      );
      assert.deepEqual(run, [['cartotoken.copyToken', node]]);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
  });

  it('creates one however often Enter is pressed', async () => {
    await create(async (inputs) => {
      await through(inputs, steps.length - 1);
      const review = await inputs.asks(REVIEW);
      review.activeItems = review.items.filter(({ label }) => label.startsWith('Create'));
      review.accept();
      review.accept();
    });
    assert.equal(created(), 1);
  });

  it('keeps every value going all the way back', async () => {
    await create(async (inputs) => {
      await through(inputs, steps.length - 1);
      (await inputs.asks(REVIEW)).back();
      const expiry = await inputs.asks(EXPIRY);
      assert.deepEqual(expiry.activeItems[0]?.label, 'Never');
      expiry.back();
      const referers = await inputs.asks(REFERERS);
      assert.equal(referers.value, 'https://example.com/');
      referers.back();
      const grants = await inputs.asks(GRANTS);
      assert.equal(grants.activeItems[0]?.label, 'Done');
      assert.ok(grants.items.some(({ label }) => label === STORES.source));
      grants.back();
      const apis = await inputs.asks(APIS);
      assert.deepEqual(apis.ticked, ['Maps API']);
      apis.back();
      const name = await inputs.asks(NAME);
      assert.equal(name.value, 'my-map');
      assert.equal(name.buttons.length, 0);
      name.accept();
      (await inputs.asks(APIS)).accept();
      (await inputs.asks(GRANTS)).accept();
      (await inputs.asks(REFERERS)).accept();
      (await inputs.asks(EXPIRY)).accept();
      await inputs.pick(REVIEW, 'Create');
    });
    assert.deepEqual(latest()?.grants, [STORES]);
    assert.equal(created(), 1);
  });

  it('keeps a grant that was begun, and changes and removes those that are there', async () => {
    await create(async (inputs) => {
      await through(inputs, 5);
      (await inputs.asks(TABLE)).back();
      (await inputs.asks(KIND)).back();
      (await inputs.asks(CONNECTION)).back();
      await inputs.pick(GRANTS, 'Add a grant');
      const connection = await inputs.asks(CONNECTION);
      assert.equal(connection.activeItems[0]?.label, 'carto_dw');
      await inputs.pick(CONNECTION, 'carto_dw');
      await inputs.pick(KIND, 'A table');
      await inputs.answer(TABLE, 'a.b');
      await inputs.pick(GRANTS, 'a.b');
      await inputs.pick('a.b', 'Change');
      await inputs.pick(CONNECTION, 'carto_dw');
      await inputs.pick(KIND, 'A table');
      await inputs.answer(TABLE, 'c.d');
      await inputs.pick(GRANTS, 'Add another');
      await inputs.pick(CONNECTION, 'Type its name');
      await inputs.answer('The connection’s name', 'warehouse');
      await inputs.pick(KIND, 'A table');
      await inputs.answer(TABLE, 'e.f');
      await inputs.pick(GRANTS, 'c.d');
      await inputs.pick('c.d', 'Remove');
      await inputs.pick(GRANTS, 'Done');
      await through2(inputs);
    });
    assert.deepEqual(latest()?.grants, [{ connection_name: 'warehouse', source: 'e.f' }]);
  });
  const through2 = async (inputs: Inputs) => {
    for (const [, answer] of steps.slice(7)) await answer(inputs);
  };

  it('changes nothing where it is cancelled, on whichever page', async () => {
    for (const [index, [prompt]] of steps.entries()) {
      await create(async (inputs) => {
        await through(inputs, index);
        await inputs.cancel(prompt);
      });
    }
    assert.equal(created(), 0);
    assert.deepEqual(person.shown, []);
  });

  it('says that a name is taken, and that imports are alone', async () => {
    await create(async (inputs) => {
      await inputs.answer(NAME, 'storefront-map');
      await inputs.refused('Acme has a token called storefront-map already');
      await inputs.answer(NAME, '');
      const apis = await inputs.asks(APIS);
      apis.toggle('Maps');
      apis.toggle('LDS');
      apis.toggle('Imports');
      assert.deepEqual(apis.ticked, ['Imports API']);
      assert.match(apis.says, /cannot be combined with any other API/);
      apis.toggle('LDS');
      assert.deepEqual(apis.ticked, ['LDS API']);
      apis.accept();
      await inputs.answer(REFERERS, '');
      await inputs.pick(EXPIRY, 'Never');
      await inputs.pick(REVIEW, 'Create the token');
    });
    assert.match(latest()?.name ?? '', /^tk_/);
    assert.deepEqual(latest()?.allowed_apis, ['lds']);
    assert.deepEqual(latest()?.grants, []);
  });

  it('offers the origin of a referer, warns of localhost and of none, and takes what is meant', async () => {
    await create(async (inputs) => {
      await through(inputs, 7);
      const referers = await inputs.asks(REFERERS);
      referers.accept();
      assert.match(referers.says, /No referer limits this token/);
      referers.type('https://a.example.com/shop,  b.example.com http://localhost:3000/');
      referers.accept();
      assert.match(referers.says, /leave out the path/);
      const mended = 'https://a.example.com/ https://b.example.com/ http://localhost:3000/';
      assert.equal(referers.value, mended);
      referers.type('nonsense');
      referers.accept();
      assert.match(referers.says, /never matches/);
      referers.type(mended);
      referers.accept();
      assert.match(referers.says, /is a local address/);
      referers.accept();
      await inputs.pick(EXPIRY, 'On a day');
      const date = await inputs.asks(DATE);
      date.type('2001-01-01');
      date.accept();
      assert.match(date.says, /has passed/);
      date.type('soon');
      date.accept();
      assert.match(date.says, /is not an ISO 8601 date-time/);
      date.type('2099-01-01');
      date.accept();
      assert.equal(date.value, '2099-01-01T00:00:00Z');
      date.accept();
      assert.match(date.says, /more than a year ahead/);
      date.accept();
      const review = await inputs.asks(REVIEW);
      const labels = review.items.map(({ label }) => label);
      assert.ok(labels.includes('referer-localhost') && labels.includes('expiration-far'));
      await inputs.pick(REVIEW, 'referer-localhost');
      await inputs.refused('is a local address');
      await inputs.answer(REFERERS, 'https://a.example.com/');
      await inputs.pick(EXPIRY, 'In 30 days');
      await inputs.pick(REVIEW, 'Create');
    });
    assert.deepEqual(latest()?.referers, ['https://a.example.com/']);
    const days = (Date.parse(latest()?.expiration_date ?? '') - Date.now()) / 86_400_000;
    assert.ok(days > 28 && days <= 30, String(days));
  });

  it('does not create what the rules hold for an error, and leads to where it is mended', async () => {
    await create(async (inputs) => {
      await through(inputs, steps.length - 1);
      await inputs.pick(REVIEW, 'Allowed APIs');
      await inputs.tick(APIS, 'SQL');
      await inputs.pick(GRANTS, 'Done');
      await inputs.answer(REFERERS);
      await inputs.pick(EXPIRY, 'Never');
      await inputs.pick(REVIEW, 'Create');
      await inputs.refused('CARTO would refuse this');
      assert.equal(created(), 0);
      await inputs.pick(REVIEW, 'grant-api-mismatch');
      await inputs.refused('does not accept a grant on a table');
      (await inputs.asks(GRANTS)).back();
      await inputs.tick(APIS, 'Maps');
      await inputs.pick(GRANTS, 'Done');
      await through2(inputs);
    });
    assert.equal(created(), 1);
  });

  it('goes back to the name where another window has taken it meanwhile', async () => {
    await create(async (inputs) => {
      await through(inputs, steps.length - 1);
      const { carto } = await stage.context.accounts.access(stage.carto);
      assert.ok(carto);
      await tokensApi(carto).create({
        name: 'my-map',
        allowed_apis: ['lds'],
        grants: [],
        referers: [],
      });
      await inputs.pick(REVIEW, 'Create');
      const name = await inputs.asks(NAME);
      assert.match(name.says, /collides with what is there already/);
      assert.equal(name.value, 'my-map');
      await inputs.answer(NAME, 'my-other-map');
      (await inputs.asks(APIS)).accept();
      await inputs.pick(GRANTS, 'Done');
      await inputs.answer(REFERERS);
      await inputs.pick(EXPIRY, 'Never');
      await inputs.pick(REVIEW, 'Create my-other-map');
    });
    assert.equal(latest()?.name, 'my-other-map');
  });

  it('stays with all that was entered where it fails, says why, and creates it when it is tried again', async () => {
    for (const kind of FAILURE_KINDS) {
      const name = `map-${kind}`;
      await create(async (inputs) => {
        await through(inputs, steps.length - 1);
        (await inputs.asks(REVIEW)).back();
        await inputs.asks(EXPIRY);
        const failing = stage.failing(kind);
        await inputs.pick(EXPIRY, 'Never');
        await inputs.pick(REVIEW, 'Create');
        const { reason } = new CartoError(kind, { host: 'carto.example.com' });
        const again = await inputs.refused(reason);
        failing.mend();
        if (kind === 'conflict') {
          await inputs.answer(NAME, name);
          (await inputs.asks(APIS)).accept();
          await inputs.pick(GRANTS, 'Done');
          await inputs.answer(REFERERS);
          await inputs.pick(EXPIRY, 'Never');
          await inputs.pick(REVIEW, `Create ${name}`);
        } else {
          const labels = again.items.map(({ label }) => label);
          const isSignedOut = ['signed-out', 'expired', 'sign-in-refused'].includes(kind);
          assert.equal(labels.includes('Sign in to Acme again'), isSignedOut, kind);
          await inputs.pick(REVIEW, 'Create');
        }
      });
      assert.deepEqual(latest()?.grants, [STORES], kind);
      const token = latest();
      assert.ok(token);
      const { carto } = await stage.context.accounts.access(stage.carto);
      if (carto) await tokensApi(carto).delete(token.token);
      await stage.context.lists.refreshAfterChange(stage.carto);
    }
    assert.equal(created(), FAILURE_KINDS.length);
    const levels = new Set(person.shown.map(({ level }) => level));
    assert.deepEqual([...levels], ['information']);
  });

  /** Has the answer to creating a token be lost. */
  const losing = async (kind: FailureKind, isCarriedOut: boolean) => {
    const { carto } = await stage.context.accounts.access(stage.carto);
    assert.ok(carto);
    const { send } = carto;
    Object.assign(carto, {
      async send(request: { method: string }, schema: never) {
        const isWrite = request.method === 'POST';
        if (!isWrite || isCarriedOut) {
          const answer = await send.call(carto, request as never, schema);
          if (!isWrite) return answer;
        }
        throw new CartoError(kind, { host: 'carto.example.com' });
      },
    });
  };

  for (const kind of ['connection-lost', 'timeout', 'cancelled'] as const) {
    it(`finds what was created although the answer never came (${kind})`, async () => {
      await losing(kind, true);
      await create(through);
      assert.equal(created(), 1);
      assert.equal(person.last?.text, 'Created my-map in Acme');
    });
  }

  it('can be cancelled while CARTO takes its time, and tells what has come of it', async () => {
    const { withProgress } = vscode.window;
    let isCancellable: boolean | undefined;
    Object.assign(vscode.window, {
      async withProgress(
        options: vscode.ProgressOptions,
        task: (progress: object, token: vscode.CancellationToken) => Promise<void>,
      ) {
        isCancellable = options.cancellable;
        const cancelling = new vscode.CancellationTokenSource();
        const shown = task({ report: () => {} }, cancelling.token);
        cancelling.cancel();
        await shown;
      },
    });
    try {
      await create(async (inputs) => {
        await through(inputs, steps.length - 1);
        stage.sandbox.faults.set({ latency: 1000 });
        await inputs.pick(REVIEW, 'Create');
      });
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
    assert.equal(isCancellable, true);
    // It had arrived when it was cancelled.
    assert.equal(created(), 1);
    assert.equal(person.last?.text, 'Created my-map in Acme');
  });

  it('says that it cannot tell where the answer never came and nothing is there', async () => {
    await losing('connection-lost', false);
    await create(async (inputs) => {
      await through(inputs);
      await inputs.refused('Acme was asked again and does not list it');
      await inputs.cancel(REVIEW);
    });
    assert.equal(created(), 0);
    assert.deepEqual(person.shown, []);
  });

  it('asks for the account only where there are several, and none of CARTO Engine', async () => {
    await createFromPalette((inputs) => inputs.cancel(NAME));
    await assert.rejects(
      createToken(stage.context, { kind: 'account', account: stage.engine }, undefined),
      /Acme Engine: CARTO Engine has API keys/,
    );
    await stage.context.accounts.signOut(stage.carto);
    await createToken(stage.context, undefined, undefined);
    assert.match(person.last?.text ?? '', /CARTO Engine has API keys/);
  });

  it('keeps what was entered where another account is chosen', async () => {
    const { accounts } = stage.context;
    const other = { ...stage.carto, id: 'other', label: 'Acme Test' };
    const all = accounts.all();
    accounts.all = () => [other, ...all];
    await createFromPalette(async (inputs) => {
      const account = await inputs.asks('In which account?');
      assert.deepEqual(
        account.items.map(({ label }) => label),
        ['Acme Test', 'Acme'],
      );
      await inputs.pick('In which account?', 'Acme Test');
      await inputs.answer(NAME, 'my-map');
      (await inputs.asks(APIS)).back();
      (await inputs.asks(NAME)).back();
      const again = await inputs.asks('In which account?');
      assert.equal(again.activeItems[0]?.label, 'Acme Test');
      again.activeItems = again.items.slice(1);
      again.accept();
      const name = await inputs.asks(NAME);
      assert.deepEqual([name.value, name.step], ['my-map', 2]);
      name.accept();
      for (const [, answer] of steps.slice(1)) await answer(inputs);
    });
    assert.equal(latest()?.name, 'my-map');
    assert.equal(person.last?.text, 'Created my-map in Acme');
  });
});
