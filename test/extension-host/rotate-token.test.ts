import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rotateToken } from '../../client/commands/rotate-token.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import type { TokenBody } from '../../core/carto/tokens-api.ts';
import { daysFrom } from '../../core/declarations/date-time.ts';
import { EXAMPLE } from '../../sandbox/sandbox.ts';
import { answering } from './inputs.ts';
import { onceAsked } from './once-asked.ts';
import { Person } from './person.ts';
import { previewing } from './previewing.ts';
import { clear, make, notSearching, onDisk, searching } from './searching.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

const NAME = 'The name of the new token';

describe('rotating a token', () => {
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

  const token = (name: string) => stage.sandbox.account.tokens.find((each) => each.name === name);
  const node = () => stage.node(stage.carto, 'prototype');
  const kept = () =>
    JSON.stringify(stage.context.extension.workspaceState.get('cartotoken.rotations') ?? []);
  const run = (on: unknown, context = searching(stage.context)) =>
    rotateToken(context, on, undefined);
  /** Rotates, with the name that is proposed. */
  const named = (context = searching(stage.context)) =>
    answering(
      async () => run(await node(), context),
      (inputs) => inputs.answer(NAME),
    );
  const rest = async (count: number) =>
    eventually(
      'done',
      () => person.shown,
      (shown) => shown.length >= count,
    );

  it('creates one with the same restrictions, replaces, checks, and deletes the old', async () => {
    const old = token('prototype');
    assert.ok(old);
    const saved = await make('.env', `A=1\nTOKEN=${old.token}\n`);
    const dirty = await make('b.js', 'begin\n');
    const editor = await vscode.window.showTextDocument(dirty);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `'${old.token}'`));

    person.answers('Replace All', 'Delete Old Token', 'Delete');
    await named();
    const shown = await rest(4);
    const made = token('prototype (2)');
    assert.ok(made);
    assert.equal(token('prototype'), undefined);
    const { allowed_apis, grants, referers } = old;
    assert.deepEqual(
      [made.allowed_apis, made.grants, made.referers],
      [allowed_apis, grants, referers],
    );
    assert.equal(await onDisk(saved), `A=1\nTOKEN=${made.token}\n`);
    assert.equal(editor.document.getText(), `begin\n'${made.token}'`);
    assert.equal(await onDisk(dirty), 'begin\n');
    assert.match(
      shown[0]?.text ?? '',
      /^Replace prototype with prototype \(2\) in this workspace\?/,
    );
    assert.match(
      shown[1]?.text ?? '',
      /stands now: 2\. Not saved yet: made-by-test-\d+\/b\.js\. Done: prototype \(2\) was created.*Still to do: delete prototype\.$/,
    );
    assert.deepEqual(shown[1]?.buttons, ['Test Token', 'Delete Old Token']);
    assert.match(shown[2]?.text ?? '', /^Delete the access token prototype of Acme\?/);
    assert.equal(shown[3]?.text, 'Deleted: prototype (Acme).');
    await eventually('forgotten', kept, (text) => text === '[]');
    for (const { text } of shown) {
      assert.ok(!text.includes(old.token) && !text.includes(made.token));
    }
  });

  it('says that nothing is to be replaced, and keeps no secret while it is under way', async () => {
    await named();
    const [left] = person.shown;
    assert.match(left?.text ?? '', /No usages were found.*Still to do: delete prototype\.$/);
    assert.equal(person.shown.length, 1);
    assert.ok(token('prototype'));
    for (const { token: secret } of stage.sandbox.account.tokens) {
      assert.ok(!kept().includes(secret));
    }
    assert.match(kept(), /"step":"delete"/);
  });

  it('changes nothing where the name is cancelled, and refuses a name that is taken', async () => {
    await answering(
      async () => run(await node()),
      async (inputs) => {
        await inputs.answer(NAME, 'storefront-map');
        await inputs.refused('already');
        await inputs.cancel(NAME);
      },
    );
    assert.equal(stage.sandbox.account.tokens.length, 4);
    assert.equal(kept(), '[]');
    assert.deepEqual(person.shown, []);
  });

  it('stopped before the replacement, says so and goes on from there', async () => {
    const old = token('prototype')?.token;
    const uri = await make('a.txt', `${old}`);
    person.answers(undefined, undefined);
    await named();
    assert.match(
      person.last?.text ?? '',
      /Done: prototype \(2\) was created\. Still to do: replace/,
    );
    assert.deepEqual(person.last?.buttons, ['Test Token', 'Continue']);
    assert.equal(await onDisk(uri), old);

    // From the new token as well as from the old one.
    person.answers('Continue', 'Replace All', undefined);
    await run(await stage.node(stage.carto, 'prototype (2)'));
    assert.match(person.offered[0]?.join() ?? '', /Continue/);
    assert.equal(await onDisk(uri), token('prototype (2)')?.token);
    assert.match(person.last?.text ?? '', /Still to do: delete prototype\.$/);

    person.answers('Continue', 'Delete');
    await run(await node());
    assert.equal(token('prototype'), undefined);
    assert.equal(kept(), '[]');
    assert.equal(stage.sandbox.requests.performed['POST /v3/tokens'], 1);
  });

  it('stopped while it looks for usages or in the preview, has replaced nothing', async () => {
    const old = token('prototype')?.token;
    const uri = await make('a.txt', `${old}`);
    person.answers(undefined);
    await named(notSearching(stage.context));
    assert.match(person.last?.text ?? '', /Still to do: replace prototype/);
    for (const choice of ['discard', 'apply'] as const) {
      // Nothing is ticked in it.
      person.answers('Continue', 'Preview…', undefined);
      await previewing(choice, async () => run(await node()));
      assert.match(person.last?.text ?? '', /Still to do: replace prototype/);
    }
    assert.equal(await onDisk(uri), old);
  });

  it('leaves what changed since it was found, and says so', async () => {
    const old = token('prototype')?.token ?? '';
    const uri = await make('a.txt', `${old}\n${old}`);
    onceAsked(async () => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), 'x');
      await vscode.workspace.applyEdit(edit);
    });
    person.answers('Replace All', undefined);
    await named();
    assert.match(person.last?.text ?? '', /stands now: 1\. Places that were left as they are: 1\./);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), `x${old}\n${token('prototype (2)')?.token}`);
  });

  it('deletes nothing where that is not confirmed', async () => {
    person.answers('Delete Old Token', undefined, undefined);
    await named();
    await rest(3);
    assert.ok(token('prototype'));
    assert.match(person.last?.text ?? '', /Still to do: delete prototype\.$/);
  });

  it('starts anew where that is chosen, or where the new token is gone', async () => {
    await named();
    person.answers('Start Anew', undefined);
    await answering(
      async () => run(await node()),
      async (inputs) => {
        assert.equal((await inputs.asks(NAME)).value, 'prototype (3)');
        await inputs.answer(NAME);
      },
    );
    assert.ok(token('prototype (3)'));
    assert.doesNotMatch(kept(), /prototype \(2\)/);

    const { carto } = await stage.context.accounts.access(stage.carto);
    const secret = token('prototype (3)')?.token ?? '';
    await carto?.sendOnly({ method: 'DELETE', path: `/v3/tokens/${secret}`, secrets: [secret] });
    person.answers(undefined);
    await named();
    assert.ok(token('prototype (3)'));
  });

  it('is finished where another window has deleted the old one', async () => {
    const on = await node();
    await named();
    const { carto } = await stage.context.accounts.access(stage.carto);
    const secret = token('prototype')?.token ?? '';
    await carto?.sendOnly({ method: 'DELETE', path: `/v3/tokens/${secret}`, secrets: [secret] });
    await assert.rejects(run(on), /does not have prototype any more/);
    person.answers('Continue');
    await run(await stage.node(stage.carto, 'prototype (2)'));
    assert.equal(person.last?.text, 'prototype of Acme was deleted elsewhere.');
    assert.equal(kept(), '[]');
  });

  for (const kind of FAILURE_KINDS) {
    it(`fails with one message and changes nothing (${kind})`, async () => {
      const on = await node();
      const failure = stage.failing(kind);
      const { reason } = new CartoError(kind, { host: 'carto.example.com' });
      const says = ({ message }: Error) => message.includes(reason);
      await assert.rejects(run(on), says);
      failure.mend();
      const failing = answering(
        () => run(on),
        async (inputs) => {
          await inputs.asks(NAME);
          stage.failing(kind);
          await inputs.answer(NAME);
        },
      );
      await assert.rejects(failing, says);
      assert.equal(stage.sandbox.account.tokens.length, 4);
      assert.equal(kept(), '[]');
      assert.deepEqual(person.shown, []);
    });

    it(`fails after the new one is there, and says how far it is (${kind})`, async () => {
      await make('a.txt', `${token('prototype')?.token}`);
      onceAsked(() => stage.failing(kind));
      person.answers('Leave as They Are', undefined);
      const { reason } = new CartoError(kind, { host: 'carto.example.com' });
      const progress = /Done: prototype \(2\) was created, .*Still to do: check prototype/;
      if (kind === 'cancelled') {
        await named();
        assert.match(person.last?.text ?? '', progress);
      } else {
        await assert.rejects(named(), ({ message }: Error) => {
          assert.match(message, progress);
          return message.includes(reason);
        });
      }
      assert.equal(stage.sandbox.account.tokens.length, 5);
      assert.match(kept(), /"step":"check"/);
    });
  }

  it('takes the token that was created though the answer was lost', async () => {
    const { access } = stage.context.accounts;
    stage.context.accounts.access = async (account) => {
      const opened = await access.call(stage.context.accounts, account);
      const { carto } = opened;
      if (!carto) return opened;
      const send: typeof carto.send = async (request, schema) => {
        const answer = await carto.send(request, schema);
        if (request.method === 'POST') throw new CartoError('timeout', { host: 'x' });
        return answer;
      };
      return { ...opened, carto: { ...carto, send } };
    };
    await named();
    assert.match(person.last?.text ?? '', /Still to do: delete prototype\.$/);
    assert.equal(stage.sandbox.requests.performed['POST /v3/tokens'], 1);
  });

  it('refuses a name that another window has taken meanwhile', async () => {
    const on = await node();
    const { carto } = await stage.context.accounts.access(stage.carto);
    await assert.rejects(
      answering(
        () => run(on),
        async (inputs) => {
          await inputs.asks(NAME);
          const body: TokenBody = {
            name: 'prototype (2)',
            allowed_apis: ['lds'],
            grants: [],
            referers: [],
          };
          await carto?.sendOnly({ method: 'POST', path: '/v3/tokens', body });
          await inputs.answer(NAME);
        },
      ),
      /collides|already/,
    );
    assert.equal(kept(), '[]');
  });

  it('asks when the new one is to expire where the old one does', async () => {
    await stage.close();
    const expires = daysFrom(new Date(), 40).replace('Z', '.000Z');
    const [first, ...others] = EXAMPLE.tokens ?? [];
    assert.ok(first);
    const tokens = [{ ...first, expiration_date: expires }, ...others];
    stage = await Stage.open({ ...EXAMPLE, tokens });
    const on = await stage.node(stage.carto, 'storefront-map');
    const rotate = (pick: string, date?: string) =>
      answering(
        () => run(on),
        async (inputs) => {
          await inputs.answer(NAME);
          await inputs.pick('When is the new token to expire', pick);
          if (date === undefined) return;
          await inputs.answer('When the new token expires', 'tomorrow');
          await inputs.refused('no date');
          await inputs.answer('When the new token expires', date);
        },
      );
    await rotate('On the same date');
    assert.equal(token('storefront-map (2)')?.expiration_date, expires);
    person.answers('Start Anew');
    await rotate('Never');
    assert.equal(token('storefront-map (3)')?.expiration_date, null);
    person.answers('Start Anew');
    await rotate('Another date', '2999-01-31T00:00:00Z');
    assert.equal(token('storefront-map (4)')?.expiration_date, '2999-01-31T00:00:00.000Z');
  });

  it('refuses keys', async () => {
    const key = await stage.node(stage.engine, 'public-map');
    await assert.rejects(run(key), /API keys are regenerated/);
  });
});
