import assert from 'node:assert/strict';
import type { KeyCredential } from '../../client/accounts/credentials.ts';
import { createKey } from '../../client/commands/create-key.ts';
import { editKey } from '../../client/commands/edit-key.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { EXAMPLE } from '../../sandbox/sandbox.ts';
import { answering, type Inputs } from './inputs.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';

const NAME = 'What is the key to be called';
const APIS = 'Which APIs';
const TABLES = 'Which tables';
const TABLE = 'The table with its schema';
const PERMISSIONS = 'What may the key do with the table';
const SCHEMAS = 'Is the key to create tables';
const SERVICES = 'Which data services';
const REVIEW = 'Is this right?';

/** What a key may be of that the wizard does not ask for. */
const UNASKED = [
  { type: 'user', data: ['profile'] },
  { type: 'data-observatory', datasets: ['a_dataset'] },
];
const WHOLE = {
  name: 'whole',
  grants: [
    { type: 'apis', apis: ['sql'] },
    {
      type: 'database',
      tables: [{ schema: 'public', name: 'stores', permissions: ['select', 'update'] }],
      schemas: [{ name: 'public', permissions: ['create'] }],
      table_metadata: ['stores'],
    },
    { type: 'dataservices', services: ['geocoding'] },
    ...UNASKED,
  ],
};

describe('API keys', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open({ ...EXAMPLE, keys: [WHOLE as never] });
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
  });

  const create = (
    answers: (inputs: Inputs) => Promise<void>,
    on: unknown = { kind: 'account', account: stage.engine },
  ) => answering(() => createKey(stage.context, on, undefined), answers);
  const made = () => stage.sandbox.requests.performed['POST /api/v3/api_keys'] ?? 0;
  const latest = () => stage.sandbox.account.keys.at(-1);
  const engine = async () => {
    const access = await stage.context.accounts.access(stage.engine);
    assert.ok(access.engine);
    return access.engine;
  };

  /** The pages of a key for a map, each with how it is answered. */
  const steps: readonly (readonly [string, (inputs: Inputs) => Promise<void>])[] = [
    [NAME, (inputs) => inputs.answer(NAME, 'my-map')],
    [APIS, (inputs) => inputs.tick(APIS, 'Maps', 'SQL')],
    [TABLES, (inputs) => inputs.pick(TABLES, 'Add a table')],
    [TABLE, (inputs) => inputs.answer(TABLE, 'public.stores')],
    [PERMISSIONS, (inputs) => inputs.tick(PERMISSIONS, 'select')],
    [TABLES, (inputs) => inputs.pick(TABLES, 'Done')],
    [SCHEMAS, (inputs) => inputs.answer(SCHEMAS)],
    [SERVICES, async (inputs) => (await inputs.asks(SERVICES)).accept()],
    [REVIEW, (inputs) => inputs.pick(REVIEW, 'Create my-map')],
  ];
  const through = async (inputs: Inputs, from = 0, to = steps.length) => {
    for (const [, answer] of steps.slice(from, to)) await answer(inputs);
  };
  const GRANTS = [
    { type: 'apis', apis: ['sql', 'maps'] },
    {
      type: 'database',
      tables: [{ schema: 'public', name: 'stores', permissions: ['select'] }],
    },
  ];

  describe('are created', () => {
    it('as was entered, and what is mostly done next is offered', async () => {
      await create(through);
      assert.equal(latest()?.name, 'my-map');
      assert.deepEqual(latest()?.grants, GRANTS);
      await stage.node(stage.engine, 'my-map');
      assert.equal(person.shown.length, 1);
      assert.equal(person.last?.text, 'Created my-map in Acme Engine');
      for (const button of ['Copy', 'Add to .env', 'Save as Declaration']) {
        assert.ok(person.last?.buttons.includes(button), button);
      }
    });

    it('with several tables, schemas to create them in, and data services', async () => {
      await create(async (inputs) => {
        await through(inputs, 0, 5);
        await inputs.pick(TABLES, 'Add another');
        await inputs.answer(TABLE, 'stores');
        await inputs.refused('with a dot between them');
        await inputs.answer(TABLE, 'public.stores');
        await inputs.refused('is among the tables already');
        await inputs.answer(TABLE, '"My schema"."Sales"');
        const permissions = await inputs.asks(PERMISSIONS);
        assert.deepEqual(permissions.ticked, ['select']);
        await inputs.tick(PERMISSIONS, 'select', 'insert');
        await inputs.pick(TABLES, 'public.stores');
        await inputs.pick('public.stores', 'Change');
        assert.equal((await inputs.asks(TABLE)).value, 'public.stores');
        await inputs.answer(TABLE);
        await inputs.tick(PERMISSIONS, 'delete', 'select');
        await inputs.pick(TABLES, 'Done');
        await inputs.answer(SCHEMAS, 'public, mine,public');
        await inputs.tick(SERVICES, 'Routing', 'Geocoding');
        await inputs.pick(REVIEW, 'Create');
      });
      assert.deepEqual(latest()?.grants, [
        GRANTS[0],
        {
          type: 'database',
          tables: [
            { schema: 'public', name: 'stores', permissions: ['select', 'delete'] },
            { schema: 'My schema', name: 'Sales', permissions: ['select', 'insert'] },
          ],
          schemas: [
            { name: 'public', permissions: ['create'] },
            { name: 'mine', permissions: ['create'] },
          ],
        },
        { type: 'dataservices', services: ['geocoding', 'routing'] },
      ]);
    });

    it('without a table that was removed again, for data services alone', async () => {
      await create(async (inputs) => {
        await through(inputs, 0, 5);
        await inputs.pick(TABLES, 'public.stores');
        await inputs.pick('public.stores', 'Remove');
        await inputs.pick(TABLES, 'No tables');
        await inputs.answer(SCHEMAS);
        await inputs.tick(SERVICES, 'Isolines');
        await inputs.pick(REVIEW, 'Create');
      });
      assert.deepEqual(latest()?.grants, [
        GRANTS[0],
        { type: 'dataservices', services: ['isolines'] },
      ]);
    });

    it('once, however often Enter is pressed', async () => {
      await create(async (inputs) => {
        await through(inputs, 0, steps.length - 1);
        const review = await inputs.asks(REVIEW);
        review.activeItems = review.items.filter(({ label }) => label.startsWith('Create'));
        review.accept();
        review.accept();
      });
      assert.equal(made(), 1);
    });

    it('with every value kept going all the way back', async () => {
      await create(async (inputs) => {
        await through(inputs, 0, steps.length - 1);
        for (const [prompt] of [...steps].reverse().filter(([asked]) => asked !== NAME)) {
          if (prompt === TABLE || prompt === PERMISSIONS) continue;
          (await inputs.asks(prompt)).back();
          if (prompt === TABLES) break;
        }
        const apis = await inputs.asks(APIS);
        assert.deepEqual(apis.ticked, ['SQL API', 'Maps API']);
        apis.back();
        assert.equal((await inputs.asks(NAME)).value, 'my-map');
        await inputs.answer(NAME);
        (await inputs.asks(APIS)).accept();
        await through(inputs, 5);
      });
      assert.deepEqual(latest()?.grants, GRANTS);
    });

    it('not where it is cancelled, on whichever page', async () => {
      for (const [index, [prompt]] of steps.entries()) {
        await create(async (inputs) => {
          await through(inputs, 0, index);
          await inputs.cancel(prompt);
        });
      }
      assert.equal(made(), 0);
      assert.deepEqual(person.shown, []);
    });

    it('under no name that is missing, reserved or taken', async () => {
      await create(async (inputs) => {
        await inputs.answer(NAME, '');
        await inputs.refused('no key without a name');
        await inputs.answer(NAME, 'master');
        await inputs.refused('Every user has a key called master already');
        await inputs.answer(NAME, 'whole');
        await inputs.refused('Acme Engine has a key called whole already');
        await inputs.cancel(NAME);
      });
    });

    it('under another name where another window has taken it meanwhile', async () => {
      await create(async (inputs) => {
        await through(inputs, 0, steps.length - 1);
        await (await engine()).create({ name: 'my-map', grants: GRANTS });
        await inputs.pick(REVIEW, 'Create');
        const name = await inputs.asks(NAME);
        assert.match(name.says, /there is a key named "my-map" already/);
        await inputs.answer(NAME, 'my-other-map');
        (await inputs.asks(APIS)).accept();
        await through(inputs, 5, steps.length - 1);
        await inputs.pick(REVIEW, 'Create my-other-map');
      });
      assert.equal(latest()?.name, 'my-other-map');
      assert.deepEqual(latest()?.grants, GRANTS);
    });

    it('not beyond the quota, which is said', async () => {
      const { quota, keys } = stage.sandbox.account;
      for (let count = keys.length - 2; count < quota; count += 1) {
        await (await engine()).create({ name: `key ${count}`, grants: GRANTS });
      }
      await create(async (inputs) => {
        await through(inputs);
        await inputs.refused('The plan’s quota is used up');
        await inputs.cancel(REVIEW);
      });
      assert.notEqual(latest()?.name, 'my-map');
    });

    it('when it is tried again after a failure, of whichever kind, with all that was entered', async () => {
      for (const kind of FAILURE_KINDS) {
        const name = `map-${kind}`;
        await create(async (inputs) => {
          await inputs.answer(NAME, name);
          await through(inputs, 1, steps.length - 1);
          await inputs.asks(REVIEW);
          const failing = stage.failing(kind);
          await inputs.pick(REVIEW, 'Create');
          await inputs.refused(new CartoError(kind, { host: 'carto.example.com' }).reason);
          failing.mend();
          if (kind === 'conflict') {
            await inputs.answer(NAME, name);
            (await inputs.asks(APIS)).accept();
            await through(inputs, 5, steps.length - 1);
          }
          await inputs.pick(REVIEW, `Create ${name}`);
        });
        assert.equal(latest()?.name, name);
        assert.deepEqual(latest()?.grants, GRANTS, kind);
        await (await engine()).delete(name);
        await stage.context.lists.refreshAfterChange(stage.engine);
      }
    });

    it('in CARTO Engine alone', async () => {
      await create((inputs) => inputs.cancel(NAME), undefined); // the palette: one account has keys
      await assert.rejects(
        create(async () => {}, { kind: 'account', account: stage.carto }),
        /Acme: Only CARTO Engine has API keys/,
      );
    });
  });

  describe('are edited by a replacement', () => {
    const edit = async (answers: (inputs: Inputs) => Promise<void>, name = 'whole') => {
      const node = await stage.node<KeyCredential>(stage.engine, name);
      return answering(() => editKey(stage.context, node, undefined), answers);
    };

    it('that begins as the key is, with what is not asked for', async () => {
      person.answers('Create a Replacement');
      await edit(async (inputs) => {
        const name = await inputs.asks(NAME);
        assert.equal(name.value, 'whole (2)');
        name.accept();
        const apis = await inputs.asks(APIS);
        assert.deepEqual(apis.ticked, ['SQL API']);
        apis.accept();
        await inputs.pick(TABLES, 'Done');
        assert.equal((await inputs.asks(SCHEMAS)).value, 'public');
        await inputs.answer(SCHEMAS);
        const services = await inputs.asks(SERVICES);
        assert.deepEqual(services.ticked, ['Geocoding']);
        services.accept();
        const review = await inputs.asks(REVIEW);
        const kept = review.items.find(({ label }) => label.startsWith('Taken over'));
        assert.equal(kept?.detail, 'database, user, data-observatory');
        await inputs.pick(REVIEW, 'Create whole (2)');
      });
      assert.match(person.shown[0]?.text ?? '', /Acme Engine: the API key whole cannot be changed/);
      assert.equal(latest()?.name, 'whole (2)');
      assert.deepEqual(latest()?.grants, WHOLE.grants);
      assert.ok(stage.sandbox.account.keys.some(({ name }) => name === 'whole'));
    });

    it('that keeps what is not asked for, whatever is changed', async () => {
      person.answers('Create a Replacement');
      await edit(async (inputs) => {
        await inputs.answer(NAME, 'narrow');
        await inputs.tick(APIS, 'Maps');
        await inputs.pick(TABLES, 'public.stores');
        await inputs.pick('public.stores', 'Remove');
        await inputs.pick(TABLES, 'No tables');
        await inputs.answer(SCHEMAS, '');
        await inputs.tick(SERVICES);
        await inputs.pick(REVIEW, 'Create');
      });
      assert.deepEqual(latest()?.grants, [
        { type: 'apis', apis: ['maps'] },
        { type: 'database', table_metadata: ['stores'] },
        ...UNASKED,
      ]);
    });

    it('or not, and then nothing has changed', async () => {
      await edit(async () => {});
      person.answers('Create a Replacement');
      await edit((inputs) => inputs.cancel(NAME));
      assert.equal(made(), 0);
    });

    it('or fails with one message, whatever the reason', async () => {
      for (const kind of FAILURE_KINDS) {
        const failing = stage.failing(kind);
        await assert.rejects(editKey(stage.context, { account: stage.engine }, undefined), {
          name: 'AccountFailure',
          message: new CartoError(kind, { host: 'carto.example.com' }).message,
        });
        failing.mend();
      }
      assert.deepEqual(person.shown, []);
    });

    it('but not those that every user has, nor one that is gone', async () => {
      await assert.rejects(
        edit(async () => {}, 'Master'),
        /Only regular API keys/,
      );
      const node = await stage.node(stage.engine, 'whole');
      await (await engine()).delete('whole');
      await stage.context.lists.refreshAfterChange(stage.engine);
      await assert.rejects(
        editKey(stage.context, node, undefined),
        /Acme Engine does not have whole any more/,
      );
      assert.deepEqual(person.shown, []);
    });
  });
});
