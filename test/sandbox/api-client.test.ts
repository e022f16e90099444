import {
  query,
  vectorQuerySource,
  vectorTableSource,
  vectorTilesetSource,
} from '@carto/api-client';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { grant, newToken, QUERY, sandboxWith, TABLE } from './support.ts';

/** What CARTO's own client is given, without a cache of its own. */
async function optionsFor(sandbox: Sandbox, body: object) {
  return {
    apiBaseUrl: sandbox.addresses.apiBaseUrl,
    accessToken: await newToken(sandbox, body),
    connectionName: 'carto_dw',
    localCache: { cacheControl: ['no-cache' as const, 'no-store' as const] },
  };
}

const MAPS_AND_SQL = { allowed_apis: ['maps', 'sql'], grants: [grant(TABLE), grant(QUERY)] };

describe('CARTO’s own client, unchanged', () => {
  it('gets data with a token that may', async () => {
    const options = await optionsFor(await sandboxWith(), MAPS_AND_SQL);
    const { rows, schema } = await query({ ...options, sqlQuery: QUERY });
    expect(rows).toHaveLength(5);
    expect(schema).toContainEqual({ name: 'store_id', type: 'number' });

    const maps = [
      await vectorTableSource({ ...options, tableName: TABLE }),
      await vectorQuerySource({ ...options, sqlQuery: QUERY, queryParameters: { a: 1 } }),
      await vectorTilesetSource({ ...options, tableName: TABLE, widgetWorker: false }),
    ];
    for (const { tiles, schema, widgetSource, accessToken } of maps) {
      expect(schema).toHaveLength(4);
      expect(widgetSource).toBeDefined();
      // As deck.gl asks for it.
      const url = (tiles[0] ?? '').replace('{z}', '0').replace('{x}', '0').replace('{y}', '0');
      const tile = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
      expect(tile.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
      expect(Buffer.from(await tile.arrayBuffer()).toString('latin1')).toContain('default');
      expect((await fetch(url)).status).toBe(401);
    }
  });

  it('sends what is too long for an address in a body', async () => {
    const long = `SELECT '${'x'.repeat(8000)}' FROM ${TABLE}`;
    const token = { allowed_apis: ['maps', 'sql'], grants: [grant(long)] };
    const sandbox = await sandboxWith();
    const options = await optionsFor(sandbox, token);
    expect((await query({ ...options, sqlQuery: long })).rows).toHaveLength(5);
    expect((await vectorQuerySource({ ...options, sqlQuery: long })).tiles).toHaveLength(1);
    expect(sandbox.requests.received).toMatchObject({
      'POST /v3/sql/:connection/query': 1,
      'POST /v3/maps/:connection/query': 2,
    });
  });

  it('is refused with a token that may not', async () => {
    const sandbox = await sandboxWith();
    const sql = await optionsFor(sandbox, { allowed_apis: ['sql'], grants: [grant(QUERY)] });
    const maps = await optionsFor(sandbox, { allowed_apis: ['maps'], grants: [grant(TABLE)] });
    const refused = (reason: string) => ({
      response: expect.objectContaining({ status: 403 }),
      message: expect.stringContaining(reason),
    });
    await expect(query({ ...sql, sqlQuery: 'SELECT 2' })).rejects.toMatchObject(refused('query'));
    await expect(query({ ...maps, sqlQuery: QUERY })).rejects.toMatchObject(refused('SQL API'));
    await expect(vectorTableSource({ ...sql, tableName: TABLE })).rejects.toMatchObject(
      refused('Maps API'),
    );
    await expect(vectorQuerySource({ ...maps, sqlQuery: QUERY })).rejects.toMatchObject(
      refused('the very query'),
    );
  });

  it('is refused from another website', async () => {
    const sandbox = await sandboxWith();
    const token = { ...MAPS_AND_SQL, referers: ['https://a.example/'] };
    const options = await optionsFor(sandbox, token);
    const from = (referer: string) => ({ ...options, headers: { referer } });
    const there = { ...from('https://a.example/'), tableName: TABLE };
    expect((await vectorTableSource(there)).tiles).toHaveLength(1);
    await expect(
      vectorTableSource({ ...from('https://b.example/'), tableName: TABLE }),
    ).rejects.toMatchObject({
      response: expect.objectContaining({ status: 403 }),
      responseJson: { error: 'Unauthorized referer' },
    });
    await expect(query({ ...options, sqlQuery: QUERY })).rejects.toThrow('Unauthorized referer');
  });
});
