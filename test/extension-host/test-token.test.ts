import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../client/accounts/account.ts';
import { testToken } from '../../client/commands/test-token.ts';
import { FAILURE_KINDS } from '../../core/carto/error.ts';
import { EXAMPLE, type Seed } from '../../sandbox/sandbox.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

const TABLE = 'shop.retail.stores';
const QUERY = 'SELECT name FROM shop.retail.stores';
const grant = (source: string, connection_name = 'carto_dw') => ({ connection_name, source });

/** Tokens of every kind, beside the example's. */
const SEED: Seed = {
  ...EXAMPLE,
  tokens: [
    ...(EXAMPLE.tokens ?? []),
    {
      name: 'both',
      allowed_apis: ['maps', 'sql'],
      grants: [grant(TABLE), grant(QUERY), grant('*', 'warehouse')],
      referers: ['https://a.example/', 'http://localhost:5173*'],
    },
    {
      name: 'slashless',
      allowed_apis: ['maps'],
      grants: [grant(TABLE)],
      referers: ['https://a.example'],
    },
    { name: 'lds', allowed_apis: ['lds'], grants: [], referers: [] },
  ],
  keys: [
    ...(EXAMPLE.keys ?? []),
    {
      name: 'maps-only',
      grants: [
        { type: 'apis', apis: ['maps'] },
        {
          type: 'database',
          tables: [{ schema: 'public', name: 'stores', permissions: ['select', 'insert'] }],
        },
      ],
    },
  ],
};

describe('testing a token', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open(SEED);
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await stage.close();
  });

  const test = async (account: Account, name: string) =>
    testToken(stage.context, await stage.node(account, name), undefined);

  /** The page about a credential, as it is now. */
  const page = async (account: Account, name: string): Promise<string> => {
    const { id } = (await stage.node(account, name)).credential;
    const uri = vscode.Uri.from({
      scheme: 'cartotoken-test',
      path: `/${account.label}/${name}.md`,
      query: `${account.id}/${id}`,
    });
    return stage.context.testPages.provideTextDocumentContent(uri) ?? '';
  };

  const received = (route: string) => stage.sandbox.requests.received[route] ?? 0;

  it('asks each API for each grant from each website, and shows a page', async () => {
    await test(stage.carto, 'both');
    assert.deepEqual(person.shown, [
      {
        level: 'information',
        text: 'Acme, both: all 10 requests work.',
        buttons: ['Show Details'],
      },
    ]);
    const text = await page(stage.carto, 'both');
    assert.match(text, /^# Test of both$/m);
    assert.match(text, /^\*\*both: all 10 requests work\.\*\*$/m);
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    for (const row of [
      '| ✓ Works | Maps API | `https://a.example/` | `carto_dw` | `shop.retail.stores` |',
      '| ✓ Works | SQL API | `http://localhost:5173/` | `warehouse` | `*` |',
      '| ✓ Refused, as it should be | Maps API | none | `carto_dw` | `shop.retail.stores` |',
      '| The API refuses such a grant | SQL API |  | `carto_dw` | `shop.retail.stores` |',
    ]) {
      assert.ok(rows.includes(row), text);
    }
    for (const { token } of stage.sandbox.account.tokens) assert.ok(!text.includes(token));
    // A table twice, a query and all sources twice each through both; and each API once from nowhere.
    assert.equal(received('GET /v3/maps/:connection/table'), 3);
    assert.equal(received('GET /v3/maps/:connection/query'), 4);
    assert.equal(received('GET /v3/sql/:connection/query'), 5);
  });

  it('shows the page in VS Code’s preview, and again from the message', async () => {
    person.answers('Show Details');
    await test(stage.carto, 'lds');
    const previews = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input, label }) => input instanceof vscode.TabInputWebview && /lds/.test(label));
    await eventually('a preview', previews, ({ length }) => length === 1);
  });

  it('shows it as text where VS Code’s Markdown is switched off', async () => {
    const { executeCommand } = vscode.commands;
    Object.assign(vscode.commands, {
      executeCommand: async (id: string) => {
        throw new Error(`command '${id}' not found`);
      },
    });
    try {
      await test(stage.carto, 'lds');
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'cartotoken-test');
    assert.match(document.getText(), /Authorised, but not carried out/);
  });

  it('says which referer was sent and which are allowed', async () => {
    await test(stage.carto, 'slashless');
    assert.equal(person.last?.level, 'warning');
    assert.equal(person.last?.text, 'Acme, slashless: the request is refused.');
    const text = await page(stage.carto, 'slashless');
    assert.match(text, /✗ \*\*Refused\*\*: Unauthorized referer/);
    assert.match(
      text,
      /https:\/\/a\.example\/ was sent.*Allowed are https:\/\/a\.example\. Write it/,
    );
    assert.match(text, /https:\/\/docs\.carto\.com\//);
  });

  it('says what was let in but could not be done', async () => {
    await test(stage.carto, 'lds');
    assert.equal(person.last?.level, 'information');
    assert.match(await page(stage.carto, 'lds'), /Authorised, but not carried out: The parameter/);
  });

  it('says of a deleted token that CARTO does not know it, while another window still lists it', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { tokens } = stage.sandbox.account;
    const { token = '' } = tokens.find(({ name }) => name === 'prototype') ?? {};
    const { carto } = await stage.context.accounts.access(stage.carto);
    await carto?.sendOnly({ method: 'DELETE', path: `/v3/tokens/${token}` });
    await testToken(stage.context, node, undefined);
    assert.equal(person.last?.text, 'Acme, prototype: 2 of 2 requests refused.');
    assert.match(await page(stage.carto, 'prototype'), /has been deleted.*does not know the token/);
    await stage.context.lists.refresh(stage.carto);
    await assert.rejects(testToken(stage.context, node, undefined), /any more/);
  });

  it('says what a change elsewhere has taken from it', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { token = '' } =
      stage.sandbox.account.tokens.find(({ name }) => name === 'prototype') ?? {};
    const { carto } = await stage.context.accounts.access(stage.carto);
    const body = { allowed_apis: ['maps'], grants: [grant(TABLE)] };
    await carto?.sendOnly({ method: 'PATCH', path: `/v3/tokens/${token}`, body });
    await testToken(stage.context, node, undefined);
    const text = await page(stage.carto, 'prototype');
    assert.match(text, /not allowed the SQL API/);
    assert.match(text, /refresh the view, in case it was changed elsewhere/);
  });

  it('warns where it works from everywhere though it has referers', async () => {
    const node = await stage.node(stage.carto, 'both');
    const { token = '' } = stage.sandbox.account.tokens.find(({ name }) => name === 'both') ?? {};
    const { carto } = await stage.context.accounts.access(stage.carto);
    await carto?.sendOnly({ method: 'PATCH', path: `/v3/tokens/${token}`, body: { referers: [] } });
    await testToken(stage.context, node, undefined);
    assert.deepEqual(person.shown, [
      {
        level: 'warning',
        text: 'Acme, both: it works from everywhere, though it has referers.',
        buttons: ['Show Details'],
      },
    ]);
    assert.match(await page(stage.carto, 'both'), /✗ \*\*Works, though it should not\*\*/);
  });

  it('takes no page that answers in CARTO’s place for its consent', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) =>
      String(input).includes('/query')
        ? new Response('<p>Log in</p>', { headers: { 'content-type': 'text/html' } })
        : fetch(input, init);
    try {
      await assert.rejects(testToken(stage.context, node, undefined), /it is not JSON/);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('tests the API keys of CARTO Engine, by what they may read', async () => {
    await test(stage.engine, 'public-map');
    assert.equal(person.last?.text, 'Acme Engine, public-map: all 2 requests work.');
    await test(stage.engine, 'Master');
    assert.equal(person.last?.text, 'Acme Engine, Master: the request works.');
    await test(stage.engine, 'maps-only');
    assert.equal(person.last?.text, 'Acme Engine, maps-only: there was nothing to ask.');
    const text = await page(stage.engine, 'maps-only');
    assert.match(text, /\| Asking would change something \| Maps API \|/);
    for (const { token, type } of stage.sandbox.account.keys) {
      if (type !== 'default') assert.ok(!text.includes(token));
    }
  });

  it('asks for the token where it is run from the palette', async () => {
    person.answers('Acme', 'nightly-import');
    await testToken(stage.context, undefined, undefined);
    assert.equal(person.last?.text, 'Acme, nightly-import: the request works.');
    assert.equal(received('GET /v3/imports'), 1);
  });

  it('does nothing where no account or token is chosen', async () => {
    await testToken(stage.context, undefined, undefined);
    person.answers('Acme', undefined);
    await testToken(stage.context, undefined, undefined);
    assert.deepEqual(person.shown, []);
    assert.equal(received('GET /v3/imports'), 0);
  });

  it('asks no more once CARTO asks to wait', async () => {
    const node = await stage.node(stage.carto, 'both');
    stage.sandbox.faults.set({ tooMany: { share: 0.5, retryAfter: '30' }, seed: 3 });
    await testToken(stage.context, node, undefined);
    assert.match(person.last?.text ?? '', /^Acme, both: CARTO asked to wait; until then /);
    assert.match(await page(stage.carto, 'both'), /The test ended before/);
  });

  it('fails with one cause where no answer tells anything', async () => {
    const node = await stage.node(stage.carto, 'both');
    stage.sandbox.faults.set({ tooMany: { share: 1, retryAfter: '30' } });
    await assert.rejects(testToken(stage.context, node, undefined), /too many requests/);
    stage.sandbox.faults.set({ serverError: { share: 1 } });
    await assert.rejects(testToken(stage.context, node, undefined), /failed/);
    stage.sandbox.faults.set({ reset: { share: 1, when: 'before' } });
    await assert.rejects(testToken(stage.context, node, undefined), /broke/);
    assert.deepEqual(person.shown, []);
  });

  for (const kind of FAILURE_KINDS) {
    it(`${kind}: fails with its cause, and shows no page`, async () => {
      const node = await stage.node(stage.carto, 'both');
      const failing = stage.failing(kind);
      await assert.rejects(testToken(stage.context, node, undefined), {
        name: 'AccountFailure',
        account: stage.carto,
      });
      failing.mend();
      assert.deepEqual(person.shown, []);
      assert.equal(await page(stage.carto, 'both'), '');
    });
  }

  describe('cancelled', () => {
    const { withProgress } = vscode.window;
    let cancel: (() => void) | undefined;
    beforeEach(() => {
      cancel = undefined;
      Object.assign(vscode.window, {
        withProgress: async (
          _: vscode.ProgressOptions,
          task: (
            progress: vscode.Progress<object>,
            token: vscode.CancellationToken,
          ) => Thenable<unknown>,
        ) => {
          const source = new vscode.CancellationTokenSource();
          cancel = () => source.cancel();
          return task({ report: () => undefined }, source.token);
        },
      });
    });
    afterEach(() => {
      Object.assign(vscode.window, { withProgress });
    });

    it('before the first answer: shows nothing', async () => {
      const node = await stage.node(stage.carto, 'both');
      stage.sandbox.faults.set({ latency: 600_000 });
      const testing = testToken(stage.context, node, undefined);
      const asked = () =>
        Object.entries(stage.sandbox.requests.received)
          .filter(([route]) => /maps|sql/.test(route))
          .reduce((sum, [, count]) => sum + count, 0);
      await eventually('under way', () => cancel !== undefined && asked() >= 4, Boolean);
      cancel?.();
      await testing;
      assert.equal(asked(), 4, 'no more than four at a time, and none after');
      assert.deepEqual(person.shown, []);
      assert.equal(await page(stage.carto, 'both'), '');
    });

    it('half-way: shows what is known by then', async () => {
      const node = await stage.node(stage.carto, 'both');
      stage.sandbox.faults.set({ latency: 250 });
      const testing = testToken(stage.context, node, undefined);
      const asked = () => received('GET /v3/sql/:connection/query');
      await eventually(
        'asked for the first',
        () => received('GET /v3/maps/:connection/table'),
        (count) => count > 1,
      );
      await eventually('under way', () => cancel !== undefined && asked() > 0, Boolean);
      await eventually(
        'half-way',
        () => received('GET /v3/maps/:connection/query'),
        (count) => count > 1,
      );
      cancel?.();
      await testing;
      assert.match(
        person.last?.text ?? '',
        /^Acme, both: cancelled; until then all \d requests work\.$/,
      );
      assert.match(await page(stage.carto, 'both'), /The test ended before/);
    });
  });
});
