import { expect, it } from 'vitest';
import { keyLimits, keyTableName } from '../../core/carto/key-grants.ts';

it('gathers what an API key gives from all of its grants', () => {
  const limits = keyLimits([
    { type: 'apis', apis: ['sql', 'maps'] },
    {
      type: 'database',
      tables: [{ schema: 'public', name: 'stores', permissions: ['select', 'insert'] }],
      schemas: [{ name: 'public', permissions: ['create'] }],
      table_metadata: [],
    },
    { type: 'dataservices', services: ['routing'] },
    { type: 'user', data: ['profile'] },
  ]);
  expect(limits).toEqual({
    apis: ['sql', 'maps'],
    services: ['routing'],
    tables: [
      { schema: 'public', name: 'stores', permissions: ['select', 'insert'] },
      { schema: 'public', name: undefined, permissions: ['create'] },
    ],
  });
  expect(limits.tables.map(keyTableName)).toEqual(['public.stores', 'public']);
});

it('leaves out what is not as documented', () => {
  const odd = { apis: 'sql', tables: [null, { schema: 1, name: 'a' }, { name: 2 }], services: [3] };
  expect(keyLimits([odd, [], {}])).toEqual({
    apis: [],
    services: [],
    tables: [{ schema: '', name: 'a', permissions: [] }],
  });
});
