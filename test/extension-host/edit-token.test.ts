import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenCredential } from '../../client/accounts/credentials.ts';
import { addGrant } from '../../client/commands/add-grant.ts';
import { addReferer } from '../../client/commands/add-referer.ts';
import { changeApis } from '../../client/commands/change-apis.ts';
import type { SidebarCommand } from '../../client/commands/context.ts';
import { removeGrant } from '../../client/commands/remove-grant.ts';
import { removeReferer } from '../../client/commands/remove-referer.ts';
import { renameToken } from '../../client/commands/rename-token.ts';
import { changeToken, type Doing } from '../../client/editing/change-token.ts';
import { isCancellation } from '../../client/failures.ts';
import type { KnownBody } from '../../core/carto/changes.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import type { Token } from '../../sandbox/account.ts';
import { answering, type Inputs } from './inputs.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

const CONNECTION = 'On which connection';
const KIND = 'What may be read';
const TABLE = 'The full name of the table';
const WEBSITE = 'The websites whose pages';
const APIS = 'Which APIs does';

describe('one thing of a token', () => {
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

  const held = (name: string): Token => {
    const token = stage.sandbox.account.tokens.find((each) => each.name === name);
    assert.ok(token, `there is no ${name}`);
    return token;
  };
  const changes = () => stage.sandbox.requests.received['PATCH /v3/tokens/:token'] ?? 0;
  const node = (name: string) => stage.node<TokenCredential>(stage.carto, name);
  const run = (command: SidebarCommand, on: unknown) => command(stage.context, on, undefined);
  /** Changes the token behind the window's back. */
  const elsewhere = async (name: string, body: object) => {
    const { carto } = await stage.context.accounts.access(stage.carto);
    assert.ok(carto);
    await tokensApi(carto).update(held(name).token, body);
  };
  const asks = async (
    command: SidebarCommand,
    name: string,
    answers: (inputs: Inputs) => Promise<void>,
  ) => {
    const on = await node(name);
    await answering(() => run(command, on), answers);
  };
  const connect = async (inputs: Inputs, name: string) => {
    const input = await inputs.asks(CONNECTION);
    await eventually(
      'listed',
      () => input.items.map(({ label }) => label),
      (labels) => labels.includes(name),
    );
    await inputs.pick(CONNECTION, name);
  };

  describe('add grant', () => {
    const answers = async (inputs: Inputs) => {
      await connect(inputs, 'carto_dw');
      await inputs.pick(KIND, 'A table');
      await inputs.answer(TABLE, 'a.b.c');
    };

    it('adds it, once it is confirmed', async () => {
      const { grants } = held('storefront-map');
      person.answers('Widen Access');
      await asks(addGrant, 'storefront-map', answers);
      const added = { connection_name: 'carto_dw', source: 'a.b.c' };
      assert.deepEqual(held('storefront-map').grants, [...grants, added]);
      assert.match(person.last?.text ?? '', /of Acme.*\n• Maps API can read a\.b\.c on carto_dw/);
      assert.equal(changes(), 1);
      assert.deepEqual((await node('storefront-map')).credential.grants?.at(-1), added);
    });

    it('keeps what was added elsewhere meanwhile', async () => {
      const { grants } = held('storefront-map');
      const other = { connection_name: 'warehouse', source: 'public.zones' };
      person.answers('Widen Access');
      await asks(addGrant, 'storefront-map', async (inputs) => {
        await inputs.asks(CONNECTION);
        await elsewhere('storefront-map', { grants: [...grants, other] });
        await answers(inputs);
      });
      const added = { connection_name: 'carto_dw', source: 'a.b.c' };
      assert.deepEqual(held('storefront-map').grants, [...grants, other, added]);
    });

    it('changes nothing where it is there, not confirmed, or cancelled', async () => {
      const before = held('storefront-map');
      await assert.rejects(asks(addGrant, 'storefront-map', answers), /Cancel/);
      await asks(addGrant, 'storefront-map', (inputs) => inputs.cancel(CONNECTION));
      const source = `\`${before.grants[0]?.source}\``;
      await asks(addGrant, 'storefront-map', async (inputs) => {
        await connect(inputs, 'carto_dw');
        await inputs.pick(KIND, 'A table');
        await inputs.answer(TABLE, source);
      });
      assert.deepEqual(held('storefront-map'), before);
      assert.equal(changes(), 0);
    });
  });

  describe('remove grant', () => {
    it('removes that of the item, and no other', async () => {
      await elsewhere('prototype', {
        grants: [
          { connection_name: 'warehouse', source: '*' },
          { connection_name: 'carto_dw', source: 'SELECT 1' },
        ],
      });
      const grant = { connection_name: 'warehouse', source: '*' };
      await run(removeGrant, { ...(await node('prototype')), kind: 'grant', grant });
      assert.deepEqual(held('prototype').grants, [
        { connection_name: 'carto_dw', source: 'SELECT 1' },
      ]);
      assert.deepEqual(person.shown, []);
      assert.equal(changes(), 2);
    });

    it('asks which, and leaves the last that an API needs', async () => {
      const before = held('storefront-map');
      const { source } = before.grants[0] ?? {};
      person.answers(source);
      await assert.rejects(
        run(removeGrant, await node('storefront-map')),
        /storefront-map stays as it is: Nothing is granted, and the Maps API/,
      );
      await run(removeGrant, await node('storefront-map'));
      assert.deepEqual(held('storefront-map'), before);
      assert.equal(changes(), 0);
    });
  });

  describe('add referer', () => {
    it('writes it as browsers send it', async () => {
      person.answers('Widen Access');
      await asks(addReferer, 'storefront-map', async (inputs) => {
        await inputs.answer(WEBSITE, 'what');
        await inputs.refused('it lacks its scheme');
        await inputs.answer(WEBSITE, 'shop.example.com');
        (await inputs.refused('It is corrected above')).accept();
      });
      const referers = ['https://storefront.example.com/', 'https://shop.example.com/'];
      assert.deepEqual(held('storefront-map').referers, referers);
      assert.match(person.last?.text ?? '', /used from https:\/\/shop\.example\.com\//);
    });

    it('offers the origin of a path, and warns of what everyone has', async () => {
      await asks(addReferer, 'prototype', async (inputs) => {
        await inputs.answer(WEBSITE, 'https://a.example/shop');
        const input = await inputs.refused('Browsers leave out the path');
        assert.equal(input.value, 'https://a.example/');
        await inputs.answer(WEBSITE, 'http://localhost/');
        (await inputs.refused('is a local address')).accept();
      });
      // The first referer narrows, and is asked about no more.
      assert.deepEqual(held('prototype').referers, ['http://localhost/']);
      assert.deepEqual(person.shown, []);
    });

    it('changes nothing where it is not confirmed, or cancelled', async () => {
      const before = held('storefront-map');
      await asks(addReferer, 'storefront-map', (inputs) => inputs.cancel(WEBSITE));
      await assert.rejects(
        asks(addReferer, 'storefront-map', (inputs) =>
          inputs.answer(WEBSITE, 'https://a.example/'),
        ),
        /Cancel/,
      );
      assert.deepEqual(held('storefront-map'), before);
      assert.equal(changes(), 0);
    });
  });

  describe('remove referer', () => {
    it('asks before the last one goes', async () => {
      const on = await node('storefront-map');
      const referer = 'https://storefront.example.com/';
      await assert.rejects(run(removeReferer, { ...on, kind: 'referer', referer }), /Cancel/);
      assert.deepEqual(held('storefront-map').referers, [referer]);
      person.answers(referer, 'Widen Access');
      await run(removeReferer, on);
      assert.match(person.last?.text ?? '', /every website: no referer is left/);
      assert.deepEqual(held('storefront-map').referers, []);
    });

    it('says that there is none', async () => {
      await run(removeReferer, await node('prototype'));
      assert.match(person.last?.text ?? '', /prototype of Acme has no referers/);
      assert.equal(changes(), 0);
    });
  });

  describe('change allowed APIs', () => {
    it('widens once it is confirmed', async () => {
      person.answers('Widen Access');
      await asks(changeApis, 'sales-dashboard', (inputs) => inputs.tick(APIS, 'SQL', 'Maps'));
      assert.deepEqual(held('sales-dashboard').allowed_apis, ['maps', 'sql']);
      assert.match(person.last?.text ?? '', /The Maps API can be used with it/);
    });

    it('narrows at once', async () => {
      await asks(changeApis, 'prototype', (inputs) => inputs.tick(APIS, 'SQL'));
      assert.deepEqual(held('prototype').allowed_apis, ['sql']);
      assert.deepEqual(person.shown, []);
    });

    it('has imports exclude the others, and the others imports', async () => {
      await asks(changeApis, 'prototype', async (inputs) => {
        const input = await inputs.asks(APIS);
        input.toggle('Imports');
        assert.deepEqual(input.ticked, ['Imports API']);
        assert.match(input.says, /cannot be combined/);
        input.toggle('SQL');
        assert.deepEqual(input.ticked, ['SQL API']);
        input.hide();
      });
      assert.equal(changes(), 0);
    });
  });

  describe('rename', () => {
    it('gives another name to the same token', async () => {
      const { token } = held('prototype');
      person.answers('  map ');
      await run(renameToken, await node('prototype'));
      assert.equal(held('map').token, token);
      assert.deepEqual(person.shown, []);
    });

    it('checks that the name is unique', async () => {
      const { showInputBox } = vscode.window;
      let validate: vscode.InputBoxOptions['validateInput'];
      Object.assign(vscode.window, {
        showInputBox: async (options: vscode.InputBoxOptions) => {
          validate = options.validateInput;
        },
      });
      try {
        await run(renameToken, await node('prototype'));
      } finally {
        Object.assign(vscode.window, { showInputBox });
      }
      assert.match(
        String(validate?.(' storefront-map ')),
        /has a token called storefront-map already/,
      );
      assert.match(String(validate?.(' ')), /needs a name/);
      assert.equal(validate?.('prototype'), undefined);
      assert.equal(validate?.('another'), undefined);
      assert.equal(changes(), 0);
    });

    it('begins with the whole name, however much of it is shown', async () => {
      const name = `storefront ${'of many words '.repeat(10)}`.trim();
      await elsewhere('prototype', { name });
      await stage.context.lists.refresh(stage.carto);
      const { credentials = [] } = stage.context.lists.of(stage.carto);
      const credential = credentials.find(({ cartoName }) => cartoName === name);
      assert.ok(credential && credential.name !== name);
      const { showInputBox } = vscode.window;
      // Accepted as it is.
      Object.assign(vscode.window, {
        showInputBox: async ({ value }: vscode.InputBoxOptions) => value,
      });
      try {
        await run(renameToken, { kind: 'credential', account: stage.carto, credential });
      } finally {
        Object.assign(vscode.window, { showInputBox });
      }
      assert.equal(held(name).name, name);
      assert.equal(changes(), 1);
    });

    it('says what CARTO has against a name that was taken meanwhile', async () => {
      const on = await node('prototype');
      await elsewhere('storefront-map', { name: 'taken' });
      person.answers('taken');
      await assert.rejects(run(renameToken, on), /There is a token named "taken" already/);
      assert.equal(held('prototype').name, 'prototype');
    });
  });

  it('says that a change may have been made that was cancelled under way', async () => {
    const on = await node('prototype');
    const { faults } = stage.sandbox;
    let step = 0;
    const cancelled: Doing = async (work) => {
      step += 1;
      // The account and the token are asked for first.
      if (step < 3) return work();
      const cancelling = new AbortController();
      faults.set({ latency: 60_000 });
      const working = work(cancelling.signal);
      await eventually('under way', changes, (count) => count === 1);
      faults.clear();
      cancelling.abort();
      return working;
    };
    const edit = (current: KnownBody) => ({ ...current, name: 'other' });
    await assert.rejects(changeToken(stage.context, on, edit, cancelled), isCancellation);
    assert.match(person.last?.text ?? '', /Acme: that was cancelled, but prototype may have been/);
  });

  it('asks which token, from the palette', async () => {
    person.answers('Acme', 'prototype', 'map');
    await run(renameToken, undefined);
    assert.equal(held('map').name, 'map');
  });

  it('cannot be changed of an API key', async () => {
    const on = await stage.node(stage.engine, 'public-map');
    await assert.rejects(run(renameToken, on), /API keys cannot be edited/);
  });

  it('of a token that was deleted elsewhere: says so, and shows it no more', async () => {
    const on = await node('prototype');
    const { carto } = await stage.context.accounts.access(stage.carto);
    assert.ok(carto);
    await tokensApi(carto).delete(held('prototype').token);
    person.answers('map');
    await assert.rejects(run(renameToken, on), /Acme does not have prototype any more/);
    const { credentials } = stage.context.lists.of(stage.carto);
    assert.ok(!credentials?.some(({ name }) => name === 'prototype'));
  });

  it('is not replaced unseen where CARTO does not say what it is', async () => {
    const on = await node('prototype');
    const { carto } = await stage.context.accounts.access(stage.carto);
    assert.ok(carto);
    const { send } = carto;
    Object.assign(carto, {
      async send(request: never, schema: never) {
        const answer = (await send.call(carto, request, schema)) as object;
        return 'token' in answer ? { ...answer, grants: null } : answer;
      },
    });
    const grant = { connection_name: 'warehouse', source: '*' };
    await assert.rejects(
      asks(addGrant, 'prototype', async (inputs) => {
        await connect(inputs, 'carto_dw');
        await inputs.pick(KIND, 'A table');
        await inputs.answer(TABLE, 'a.b.c');
      }),
      /prototype stays as it is: CARTO does not say what its "grants" are/,
    );
    await run(removeGrant, { ...on, kind: 'grant', grant });
    assert.equal(changes(), 0);
  });

  it('whose change arrived, though its answer was lost: says so, and shows what it is', async () => {
    const on = await node('prototype');
    const { accounts } = stage.context;
    const { access } = accounts;
    accounts.access = async (account) => {
      const { carto, ...rest } = await access.call(accounts, account);
      if (!carto) return rest;
      return {
        ...rest,
        carto: {
          ...carto,
          async send(request, schema) {
            const answer = await carto.send(request, schema);
            if (request.method !== 'PATCH') return answer;
            throw new CartoError('connection-lost', { host: 'carto.example.com' });
          },
        },
      };
    };
    person.answers('map');
    await assert.rejects(run(renameToken, on), /broke before the answer was complete/);
    assert.equal(held('map').name, 'map');
    const { credentials } = stage.context.lists.of(stage.carto);
    assert.ok(credentials?.some(({ name }) => name === 'map'));
    assert.equal(changes(), 1);
  });

  for (const kind of FAILURE_KINDS) {
    it(`fails with ${kind}, and nothing is sent`, async () => {
      const on = await node('prototype');
      person.answers('map');
      const { mend } = stage.failing(kind);
      await assert.rejects(run(renameToken, on), { name: 'AccountFailure' });
      mend();
      assert.equal(held('prototype').name, 'prototype');
      assert.equal(changes(), 0);
      assert.deepEqual(person.shown, []);
    });
  }
});
