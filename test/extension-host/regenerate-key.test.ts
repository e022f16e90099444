import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { regenerateKey } from '../../client/commands/regenerate-key.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { onceAsked } from './once-asked.ts';
import { Person } from './person.ts';
import { clear, make, notSearching, onDisk, searching } from './searching.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

describe('regenerating an API key', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
    await clear();
  });

  const key = () =>
    stage.sandbox.account.keys.find(({ name }) => name === 'public-map')?.token ?? '';
  const node = () => stage.node(stage.engine, 'public-map');
  const run = (on: unknown) => regenerateKey(searching(stage.context), on, undefined);

  it('gives it another secret once it is confirmed, and says what still has the old one', async () => {
    const before = key();
    await make('a.sh', `curl -u acme:${before} https://acme.carto.com`);
    person.answers('Regenerate');
    await run(await node());
    assert.notEqual(key(), before);
    const [question, done] = person.shown;
    assert.match(question?.text ?? '', /^Regenerate the API key public-map of Acme Engine\?/);
    assert.match(
      question?.text ?? '',
      /Used at 1 place in this workspace:\n• made-by-test-\d+\/a\.sh/,
    );
    assert.deepEqual(question?.buttons, ['Regenerate', 'Show Usages']);
    assert.match(done?.text ?? '', /^Regenerated public-map of Acme Engine\. .*old secret: 1\.$/);
    assert.deepEqual(done?.buttons, ['Copy Key', 'Replace in Files…']);
    const now = await node();
    assert.equal(stage.context.accounts.secret(stage.engine, now.credential), key());
    for (const { text } of person.shown) assert.ok(!text.includes(before) && !text.includes(key()));
  });

  it('puts the new secret where the old one stands, also in HTTP Basic headers', async () => {
    const before = key();
    const basic = (secret: string) => Buffer.from(`acme:${secret}`).toString('base64');
    const plain = await make('a.py', `auth=('acme', '${before}')\nother = 'nothing'\n`);
    const header = await make('b.http', `Authorization: Basic ${basic(before)}\n`);
    person.answers('Regenerate', 'Replace in Files…', 'Replace All');
    await run(await node());
    await eventually(
      'replaced',
      () => person.shown.length,
      (count) => count === 4,
    );
    assert.equal(await onDisk(plain), `auth=('acme', '${key()}')\nother = 'nothing'\n`);
    assert.equal(await onDisk(header), `Authorization: Basic ${basic(key())}\n`);
    assert.equal(person.last?.text, 'Places where the new secret of public-map stands now: 2.');
  });

  it('offers to copy the new key', async () => {
    const { executeCommand } = vscode.commands;
    const executed: unknown[] = [];
    Object.assign(vscode.commands, {
      executeCommand: async (...args: unknown[]) => executed.push(...args),
    });
    try {
      person.answers('Regenerate', 'Copy Key');
      await run(await node());
      await eventually(
        'copied',
        () => executed.length,
        (count) => count > 0,
      );
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    assert.equal(executed[0], 'cartotoken.copyToken');
    assert.deepEqual(executed[1], await node());
  });

  it('changes nothing where it is cancelled, at every step', async () => {
    const before = key();
    const on = await node();
    await assert.rejects(
      regenerateKey(notSearching(stage.context), on, undefined),
      vscode.CancellationError,
    );
    person.answers(undefined);
    await run(on);
    person.answers('Acme Engine', undefined);
    await run(undefined);
    await make('a.js', `"${before}"`);
    person.answers('Show Usages');
    await run(on);
    assert.equal(key(), before);
    assert.equal(person.shown.length, 2);
  });

  it('refuses keys and tokens that cannot be, with the reason', async () => {
    const others = [
      await stage.node(stage.engine, 'Master'),
      await stage.node(stage.engine, 'Default public'),
      await stage.node(stage.carto, 'prototype'),
    ];
    for (const other of others) {
      await assert.rejects(run(other), /Only regular API keys can be regenerated/);
    }
    assert.deepEqual(person.shown, []);
  });

  for (const kind of FAILURE_KINDS) {
    it(`fails with one message (${kind}), before and after it is confirmed`, async () => {
      const before = key();
      const on = await node();
      const failure = stage.failing(kind);
      const { reason } = new CartoError(kind, { host: 'carto.example.com' });
      const says = ({ message }: Error) => message.includes(reason);
      await assert.rejects(run(on), says);
      failure.mend();
      onceAsked(() => stage.failing(kind));
      person.answers('Regenerate');
      await assert.rejects(run(on), says);
      assert.equal(key(), before);
      assert.equal(person.shown.length, 1);
    });
  }

  it('knows that it was regenerated though the answer was lost', async () => {
    const before = key();
    const { access } = stage.context.accounts;
    onceAsked(() => {
      stage.context.accounts.access = async (account) => {
        const opened = await access.call(stage.context.accounts, account);
        const { engine } = opened;
        if (!engine) return opened;
        const regenerate: typeof engine.regenerate = async (name) => {
          await engine.regenerate(name);
          throw new CartoError('timeout', { host: 'x' });
        };
        return { ...opened, engine: { ...engine, regenerate } };
      };
    });
    person.answers('Regenerate');
    await run(await node());
    assert.notEqual(key(), before);
    assert.match(person.last?.text ?? '', /^Regenerated public-map/);
  });

  it('says that another window has deleted it', async () => {
    const on = await node();
    const { engine } = await stage.context.accounts.access(stage.engine);
    await engine?.delete('public-map');
    await assert.rejects(run(on), /Acme Engine does not have public-map any more/);
  });
});
