import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { ArrangedLists } from '../../client/tokens/arranged-lists.ts';
import type { TreeNode } from '../../client/tokens/node.ts';
import { TokensTree } from '../../client/tokens/tokens-tree.ts';
import { EXAMPLE } from '../../sandbox/sandbox.ts';
import { accessToken } from '../support/synthetic.ts';
import { Stage } from './stage.ts';

const QUERY = 'SELECT a,\n  b FROM `shop.retail.stores` WHERE a = "|" -- [x](command:y)';

const SEED = {
  ...EXAMPLE,
  tokens: [
    ...(EXAMPLE.tokens ?? []),
    {
      name: 'many things',
      allowed_apis: ['maps', 'sql'],
      grants: [
        { connection_name: 'carto_dw', source: 'shop.retail.stores' },
        { connection_name: 'warehouse', source: 'a.b.c' },
        { connection_name: 'carto_dw', source: QUERY },
      ],
      referers: ['https://a.example.com/', 'https://b.example.com/'],
      expiration_date: new Date(Date.now() + 3.5 * 86_400_000).toISOString(),
    },
  ],
};

describe('the tree of tokens', () => {
  let stage: Stage;
  let tree: TokensTree;
  let arranged: ArrangedLists;
  let fired: (TreeNode | undefined)[];
  beforeEach(async () => {
    stage = await Stage.open(SEED);
    const { accounts, lists, arrangement, log } = stage.context;
    arranged = new ArrangedLists(accounts, lists, arrangement);
    tree = new TokensTree(accounts, lists, arrangement, arranged, log);
    fired = [];
    tree.onDidChangeTreeData((node) => fired.push(node));
  });
  afterEach(async () => {
    tree.dispose();
    await stage.close();
  });

  /** An item as it is read: its label and description. */
  const read = (node: TreeNode) => {
    const { label, description } = tree.getTreeItem(node);
    return description ? `${label} | ${description}` : `${label}`;
  };
  const below = async (...labels: string[]) => {
    let nodes = await tree.getChildren();
    for (const label of labels) {
      const node = nodes.find((each) => tree.getTreeItem(each).label === label);
      assert.ok(node, `There is no ${label}: ${nodes.map(read).join('; ')}`);
      nodes = await tree.getChildren(node);
    }
    return nodes;
  };
  const readBelow = async (...labels: string[]) => (await below(...labels)).map(read);
  const everything = async (node?: TreeNode): Promise<TreeNode[]> => {
    const children = await tree.getChildren(node);
    return [...children, ...(await Promise.all(children.map(everything))).flat()];
  };
  const only = <T>([first, ...rest]: readonly T[]): T => {
    assert.ok(first && rest.length === 0);
    return first;
  };
  const tooltip = (node: TreeNode) => {
    const item = tree.resolveTreeItem(tree.getTreeItem(node), node);
    return (item.tooltip as vscode.MarkdownString | undefined)?.value ?? '';
  };

  it('says at a glance how restricted each credential is', async () => {
    assert.deepEqual(await readBelow('Acme'), [
      'many things | expires in 3 days · restricted · maps, sql',
      'nightly-import | no referer · imports',
      'prototype | all sources · maps, sql',
      'sales-dashboard | restricted · sql',
      'storefront-map | restricted · maps',
    ]);
    assert.deepEqual(await readBelow('Acme Engine'), [
      'Default public | public key · sql, maps',
      'Master | master key · sql, maps',
      'public-map | restricted · maps, sql',
    ]);
    const icons = (await below('Acme')).map((node) => {
      const icon = tree.getTreeItem(node).iconPath as vscode.ThemeIcon;
      return `${icon.id} ${icon.color?.id}`;
    });
    assert.deepEqual(icons, [
      'watch list.warningForeground',
      'globe list.warningForeground',
      'unlock list.errorForeground',
      'lock testing.iconPassed',
      'lock testing.iconPassed',
    ]);
  });

  it('says the restriction in words to a screen reader', async () => {
    const labels = (await below('Acme')).map(
      (node) => tree.getTreeItem(node).accessibilityInformation?.label ?? '',
    );
    assert.match(labels[2] ?? '', /^prototype, access token Unrestricted: .+ maps, sql$/);
    for (const node of await everything()) {
      const { label, accessibilityInformation } = tree.getTreeItem(node);
      assert.ok(accessibilityInformation?.label ?? label);
    }
  });

  it('opens to what restricts a token', async () => {
    const [apis, grants, referers, expires] = await readBelow('Acme', 'many things');
    assert.equal(apis, 'Allowed APIs | maps, sql');
    assert.equal(grants, 'Grants | 3');
    assert.equal(referers, 'Referers | 2');
    assert.match(expires ?? '', /^Expires \| .+ \(in 3 days\)$/);
    assert.deepEqual(await readBelow('Acme', 'many things', 'Grants'), ['carto_dw', 'warehouse']);
    assert.deepEqual(await readBelow('Acme', 'many things', 'Grants', 'carto_dw'), [
      'shop.retail.stores',
      'SELECT a, b FROM `shop.retail.stores` WHERE a = "|" -- [x](command:y)',
    ]);
    assert.deepEqual(await readBelow('Acme', 'many things', 'Referers'), [
      'https://a.example.com/',
      'https://b.example.com/',
    ]);
    assert.deepEqual((await readBelow('Acme', 'prototype')).slice(2), [
      'Referers | any website',
      'Expires | never',
    ]);
    assert.deepEqual(await readBelow('Acme', 'prototype', 'Grants', 'warehouse'), ['All sources']);
  });

  it('opens to what an API key gives', async () => {
    assert.deepEqual(await readBelow('Acme Engine', 'public-map'), [
      'Allowed APIs | maps, sql',
      'Tables | 1',
      'Data services | none',
    ]);
    assert.deepEqual(await readBelow('Acme Engine', 'public-map', 'Tables'), [
      'public.retail_stores | select',
    ]);
  });

  it('has menus tell items apart', async () => {
    const contexts = new Set(
      (await everything()).map((node) => tree.getTreeItem(node).contextValue),
    );
    assert.deepEqual([...contexts].sort(), [
      'account carto',
      'account engine',
      'apis',
      'connection',
      'expires',
      'given',
      'grant',
      'grants',
      'key default',
      'key master',
      'key regular',
      'referer',
      'referers',
      'token',
    ]);
  });

  it('tells in a tooltip what a token can do, whatever its name and queries are', async () => {
    const node = only((await below('Acme')).slice(0, 1));
    const { tooltip: before } = tree.getTreeItem(node);
    assert.equal(before, undefined); // made when it is wanted
    const text = tooltip(node);
    assert.ok(text.includes('| Connection | Source | Maps API | SQL API |'), text);
    assert.ok(text.includes('| `carto_dw` | `shop.retail.stores` | ✓ yes | ✗ no |'), text);
    assert.ok(
      text.includes(
        '| `carto_dw` | `` SELECT a, b FROM `shop.retail.stores` WHERE a = "\\|" -- [x](command:y) `` | ✓ yes | ✓ yes |',
      ),
      text,
    );
    const query = (await below('Acme', 'many things', 'Grants', 'carto_dw'))[1];
    assert.ok(query && tooltip(query).includes(`\`\`\`sql\n${QUERY}\n\`\`\``));
    const item = tree.resolveTreeItem(tree.getTreeItem(node), node);
    assert.ok(!(item.tooltip as vscode.MarkdownString).isTrusted);
  });

  it('has an id for each node that stays, and a parent for each under which it is found', async () => {
    const idOf = (node: TreeNode) => tree.getTreeItem(node).id;
    const walk = async (node?: TreeNode): Promise<[string | undefined, string | undefined][]> => {
      const children = await tree.getChildren(node);
      for (const child of children) {
        const parent = tree.getParent(child);
        assert.equal(parent && idOf(parent), node && idOf(node));
      }
      const below = await Promise.all(children.map(walk));
      return [
        ...children.map((child) => [idOf(child), read(child)] as [string | undefined, string]),
        ...below.flat(),
      ];
    };
    for (const isGrouped of [false, true]) {
      await stage.context.arrangement.change({ isGrouped });
      const before = await walk();
      assert.equal(new Set(before.map(([id]) => id)).size, before.length);
      await stage.context.lists.refresh(stage.carto);
      assert.deepEqual(await walk(), before);
    }
  });

  it('shows a grant that stands there twice once, since VS Code takes an id only once', async () => {
    const node = await stage.node(stage.carto, 'many things');
    const grant = { connection_name: 'carto_dw', source: 'a.b.c' };
    const twice = { ...node, credential: { ...node.credential, grants: [grant, grant] } };
    const grants = { ...twice, kind: 'grants' } as TreeNode;
    assert.equal((await tree.getChildren(only(await tree.getChildren(grants)))).length, 1);
  });

  it('has nothing in it that opens anything, also where users put it in the wrong place', async () => {
    const misplaced = accessToken({ seed: 'misplaced' });
    const node = await stage.node(stage.carto, 'many things');
    const credential = {
      ...node.credential,
      apis: [misplaced],
      grants: [{ connection_name: misplaced, source: `SELECT '${misplaced}'` }],
      referers: [`https://a.example.com/${misplaced}`],
    };
    const below = await everything({ ...node, credential } as TreeNode);
    const items = [node, ...below, ...(await everything())].map((each) =>
      tree.resolveTreeItem(tree.getTreeItem(each), each),
    );
    assert.ok(items.length > 30);
    const text = JSON.stringify(items);
    const secrets = [
      misplaced,
      ...stage.sandbox.account.tokens.map(({ token }) => token),
      ...stage.sandbox.account.keys
        .filter(({ type }) => type !== 'default')
        .map(({ token }) => token),
    ];
    for (const secret of secrets) assert.ok(!text.includes(secret));
  });

  it('asks once for an account, and for nothing that is below it', async () => {
    await everything();
    await everything();
    assert.equal(stage.sandbox.requests.received['GET /v3/tokens'], 1);
    assert.deepEqual(Object.keys(stage.sandbox.requests.received).sort(), [
      'GET /api/v3/api_keys',
      'GET /v3/tokens',
      'POST /oauth/token',
    ]);
  });

  it('changes only below the account of which something else is known', async () => {
    await everything();
    const [carto] = await tree.getChildren();
    fired.length = 0;
    await stage.context.lists.refresh(stage.carto);
    assert.deepEqual(fired, [carto]);
    assert.equal(fired[0], carto); // VS Code knows a node as the one it was given
  });

  it('keeps the last list with its age where asking anew fails', async () => {
    await everything();
    const failure = stage.failing('offline');
    await stage.context.lists.refresh(stage.carto);
    assert.deepEqual((await readBelow('Acme')).slice(0, 2), [
      'Offline | as of now',
      'many things | expires in 3 days · restricted · maps, sql',
    ]);
    failure.mend();
    await stage.context.lists.refresh(stage.carto);
    assert.equal((await below('Acme')).length, 5);
  });

  it('says why there is none', async () => {
    stage.failing('timeout');
    assert.match(only(await readBelow('Acme')), /^carto\.example\.com did not answer in time/);
  });

  it('sorts, groups and filters as the user wants', async () => {
    const { arrangement } = stage.context;
    await everything();
    await arrangement.change({ order: 'restriction' });
    assert.match((await readBelow('Acme'))[0] ?? '', /^prototype/);
    await arrangement.change({ isGrouped: true });
    assert.deepEqual(await readBelow('Acme'), [
      'all sources | 1',
      'no referer | 1',
      'restricted | 3',
    ]);
    await arrangement.change({ filter: 'warehouse', isGrouped: false });
    assert.deepEqual(await readBelow('Acme Engine'), ['No match']);
    assert.equal((await below('Acme')).length, 3);
    await arrangement.change({ filter: 'nowhere' });
    assert.deepEqual(await tree.getChildren(), []); // for the welcome text
    assert.equal(arranged.welcome(), 'no-match');
  });

  it('makes room for a welcome text where its only account has nothing, or may not list it', async () => {
    const { accounts, lists } = stage.context;
    await accounts.signOut(stage.engine);
    const failure = stage.failing('forbidden');
    await lists.ask(stage.carto);
    assert.deepEqual(await tree.getChildren(), []);
    assert.equal(arranged.welcome(), 'forbidden');

    failure.mend();
    fired.length = 0;
    await lists.refresh(stage.carto);
    assert.deepEqual(fired, [undefined]);
    assert.equal((await below('Acme')).length, 5);
  });
});
