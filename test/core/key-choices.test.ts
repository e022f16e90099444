import { describe, expect, it } from 'vitest';
import { choicesOf, grantsOf, parseKeyTable } from '../../core/carto/key-choices.ts';

const NOTHING = { apis: [], tables: [], schemas: [], services: [] };
const TABLE = { schema: 'public', name: 'stores', permissions: ['select'] };
const WHOLE = [
  { type: 'apis', apis: ['sql', 'maps'] },
  {
    type: 'database',
    table_metadata: ['stores'],
    tables: [TABLE],
    schemas: [{ name: 'public', permissions: ['create', 'usage'] }],
  },
  { type: 'dataservices', services: ['routing'] },
  { type: 'user', data: ['profile'] },
  { type: 'later', anything: { at: 'all' } },
];

describe('what an API key is to give', () => {
  it('is read from its grants, and comes to the same grants again', () => {
    expect(choicesOf(WHOLE)).toEqual({
      apis: ['sql', 'maps'],
      tables: [TABLE],
      schemas: ['public'],
      services: ['routing'],
    });
    expect(grantsOf(choicesOf(WHOLE), WHOLE)).toEqual(WHOLE);
  });

  it('is a grant of each type that gives something', () => {
    expect(grantsOf(NOTHING)).toEqual([]);
    expect(grantsOf({ ...NOTHING, apis: ['sql'], schemas: ['mine'] })).toEqual([
      { type: 'apis', apis: ['sql'] },
      { type: 'database', schemas: [{ name: 'mine', permissions: ['create'] }] },
    ]);
  });

  it('leaves alone what is not chosen', () => {
    expect(grantsOf(NOTHING, WHOLE)).toEqual([
      { type: 'database', table_metadata: ['stores'] },
      { type: 'user', data: ['profile'] },
      { type: 'later', anything: { at: 'all' } },
    ]);
    expect(grantsOf(NOTHING, [{ type: 'database', tables: [TABLE], table_metadata: [] }])).toEqual(
      [],
    );
  });

  it('stands in one grant of a type where there were two', () => {
    const twice = [
      { type: 'apis', apis: ['sql'] },
      { type: 'apis', apis: ['maps'] },
    ];
    expect(grantsOf(choicesOf(twice), twice)).toEqual([{ type: 'apis', apis: ['sql', 'maps'] }]);
  });
});

describe('a table of CARTO Engine', () => {
  it.each([
    ['public.stores', 'public', 'stores'],
    [' my-user.stores ', 'my-user', 'stores'],
    ['"My schema"."a.b"', 'My schema', 'a.b'],
  ])('%s is read', (text, schema, name) => {
    expect(parseKeyTable(text)).toEqual({ schema, name });
  });

  it.each(['', 'stores', 'a.b.c', '.stores', 'public.', 'public. stores', '"a.b', 'a b.c'])(
    '%j is none',
    (text) => {
      expect(parseKeyTable(text)).toBeUndefined();
    },
  );
});
