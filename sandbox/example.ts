import type { Seed } from './seed.ts';

const STORES = 'carto-demo-data.demo_tables.retail_stores';

/** An account to try things with: credentials as they are met, restricted well and badly. */
export const EXAMPLE: Seed = {
  connections: [
    { name: 'carto_dw', provider: 'bigquery' },
    { name: 'warehouse', provider: 'postgres' },
  ],
  tokens: [
    {
      name: 'storefront-map',
      allowed_apis: ['maps'],
      grants: [{ connection_name: 'carto_dw', source: STORES }],
      referers: ['https://storefront.example.com/'],
    },
    {
      name: 'sales-dashboard',
      allowed_apis: ['sql'],
      grants: [
        {
          connection_name: 'carto_dw',
          source: `SELECT storetype, SUM(revenue) AS revenue FROM \`${STORES}\` GROUP BY storetype`,
        },
      ],
      referers: ['https://dashboard.example.com/'],
    },
    {
      name: 'prototype',
      allowed_apis: ['maps', 'sql'],
      grants: [{ connection_name: 'warehouse', source: '*' }],
      referers: [],
    },
    {
      name: 'nightly-import',
      allowed_apis: ['imports'],
      grants: [{ connection_name: 'warehouse', source: 'analytics.staging.*' }],
      referers: [],
    },
  ],
  keys: [
    {
      name: 'public-map',
      grants: [
        { type: 'apis', apis: ['maps', 'sql'] },
        {
          type: 'database',
          tables: [{ schema: 'public', name: 'retail_stores', permissions: ['select'] }],
        },
      ],
    },
  ],
};
