import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { clearFilter, filterTokens } from '../../client/commands/filter-tokens.ts';
import { groupTokens } from '../../client/commands/group-tokens.ts';
import { sortTokens } from '../../client/commands/sort-tokens.ts';
import { ArrangedLists } from '../../client/tokens/arranged-lists.ts';
import { ArrangementStore } from '../../client/tokens/arrangement.ts';
import type { TreeNode } from '../../client/tokens/node.ts';
import { TokensView } from '../../client/tokens/tokens-view.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';

describe('what is said around the tree of tokens', () => {
  let stage: Stage;
  let shown: TokensView;
  let person: Person;
  const view = {} as vscode.TreeView<TreeNode>;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
    const { accounts, lists, arrangement } = stage.context;
    const arranged = new ArrangedLists(accounts, lists, arrangement);
    shown = new TokensView(view, accounts, lists, arrangement, arranged);
  });
  afterEach(async () => {
    shown.dispose();
    person.leave();
    await stage.close();
  });

  const askAll = () => {
    const { accounts, lists } = stage.context;
    return Promise.all(accounts.all().map((account) => lists.ask(account)));
  };

  it('counts what is unrestricted in the badge, and says so in words', async () => {
    assert.equal(view.badge, undefined);
    await askAll();
    // Not the master key, which everybody has.
    assert.deepEqual(view.badge, { value: 1, tooltip: '1 unrestricted token' });
    await stage.context.accounts.signOut(stage.carto);
    assert.equal(view.badge, undefined);
  });

  it('has the filter in its message, kept for the next time', async () => {
    await askAll();
    person.answers('retail_stores');
    await filterTokens(stage.context, undefined, undefined);
    assert.equal(view.message, 'Filter: retail_stores (3 of 7)');
    const { workspaceState } = stage.context.extension;
    assert.equal(new ArrangementStore(workspaceState).current.filter, 'retail_stores');
    await clearFilter(stage.context, undefined, undefined);
    assert.equal(view.message, '');
    assert.equal(new ArrangementStore(workspaceState).current.filter, '');
  });

  it('keeps no token that somebody filters by', async () => {
    const [token] = stage.sandbox.account.tokens;
    person.answers(token?.token);
    await filterTokens(stage.context, undefined, undefined);
    const { arrangement, extension } = stage.context;
    assert.equal(arrangement.current.filter, token?.token);
    assert.equal(new ArrangementStore(extension.workspaceState).current.filter, '');
  });

  it('leaves the filter as it is where the question is closed', async () => {
    person.answers('maps', undefined);
    await filterTokens(stage.context, undefined, undefined);
    await filterTokens(stage.context, undefined, undefined);
    assert.equal(stage.context.arrangement.current.filter, 'maps');
  });

  it('has no message where nothing is found: it would hide the welcome text', async () => {
    await askAll();
    await stage.context.arrangement.change({ filter: 'nowhere' });
    assert.equal(view.message, '');
    assert.equal(view.description, 'Filter: nowhere');
  });

  it('sorts by what is picked', async () => {
    person.answers('Expiry, the soonest first', undefined);
    await sortTokens(stage.context, undefined, undefined);
    await sortTokens(stage.context, undefined, undefined);
    assert.equal(stage.context.arrangement.current.order, 'expiry');
  });

  it('groups, and does so no longer', async () => {
    await groupTokens(stage.context, undefined, undefined);
    assert.equal(stage.context.arrangement.current.isGrouped, true);
    await groupTokens(stage.context, undefined, undefined);
    assert.equal(stage.context.arrangement.current.isGrouped, false);
  });
});
