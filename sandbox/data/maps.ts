import { parseSource } from '../../core/carto/sources.ts';
import { shown } from '../../core/wording.ts';
import { originOf } from '../oauth/routes.ts';
import type { Route } from '../room.ts';
import { type Admitted, type Asked, type Fields, gate, textIn } from './gate.ts';
import { encodeTile } from './mvt.ts';
import { BOUNDS, ROWS, SCHEMA } from './samples.ts';
import { queryIn } from './sql.ts';

/** What maps are made of, as it stands in their addresses. */
const TYPES = ['table', 'query', 'tileset'] as const;
type MapType = (typeof TYPES)[number];

/** Parameters that say how to answer, not what is asked for. */
const ABOUT_ANSWER = new Set(['access_token', 'client', 'deckglVersion', 'format', 'v', 'cache']);

/**
 * The Maps API: a map, which leads to its TileJSON, which leads to its tiles. Each is decided about by itself.
 * Sources: CARTO, "Maps API"; @carto/api-client.
 */
export const MAP_ROUTES: readonly Route[] = TYPES.flatMap((type) => {
  const path = `/v3/maps/:connection/${type}`;
  const map = gate(
    'maps',
    (fields, { req }) => sourceIn(type, fields, req.param('connection')),
    (admitted) =>
      Response.json(
        admitted.fields['format'] === 'tilejson' ? tileJson(type, admitted) : mapOf(type, admitted),
      ),
  );
  return [
    { method: 'GET', path, handle: map },
    { method: 'POST', path, handle: map },
    { method: 'GET', path: `${path}/:z/:x/:y`, handle: tile(type) },
  ];
});

function sourceIn(type: MapType, fields: Fields, connection: string | undefined): Asked {
  if (type === 'query') return queryIn(fields, connection);
  const name = textIn(fields, 'name');
  if (name === undefined) {
    return { ok: false, fault: `The ${type} is missing. Send its full name as "name".` };
  }
  const source = parseSource(name);
  return source.kind === 'table'
    ? { ok: true, connection, source }
    : { ok: false, fault: `"${shown(name)}" is not the name of a ${type}. Write it in full.` };
}

function mapOf(type: MapType, admitted: Admitted): object {
  const parameters = { ...sourceParameters(admitted), format: 'tilejson' };
  return {
    nrows: ROWS.length,
    size: 1024,
    schema: SCHEMA,
    tilejson: { url: [address(type, admitted, '', parameters)] },
  };
}

function tileJson(type: MapType, admitted: Admitted): object {
  const parameters = { ...sourceParameters(admitted), formatTiles: 'mvt' };
  return {
    tilejson: '2.2.0',
    name: 'sandbox',
    description: 'Sample data of a CARTO sandbox',
    version: '1.0.0',
    scheme: 'xyz',
    tiles: [address(type, admitted, '/{z}/{x}/{y}', parameters)],
    minzoom: 0,
    maxzoom: 14,
    bounds: BOUNDS,
    center: [-3.7035, 40.4203, 3],
    vector_layers: [
      {
        id: 'default',
        minzoom: 0,
        maxzoom: 14,
        fields: Object.fromEntries(SCHEMA.map((column) => [column.name, column.type])),
      },
    ],
  };
}

function tile(type: MapType): Route['handle'] {
  return gate(
    'maps',
    (fields, { req }) => {
      const at = ['z', 'x', 'y'].map((name) => Number(req.param(name)));
      return at.every((each) => Number.isInteger(each) && each >= 0)
        ? sourceIn(type, fields, req.param('connection'))
        : { ok: false, fault: 'A tile is named by three whole numbers: /{z}/{x}/{y}.' };
    },
    ({ context: { req } }) => {
      const [z = 0, x = 0, y = 0] = ['z', 'x', 'y'].map((name) => Number(req.param(name)));
      return new Response(encodeTile(z, x, y), {
        headers: { 'content-type': 'application/vnd.mapbox-vector-tile' },
      });
    },
  );
}

/** What was asked for, as the parameters of the next address. */
function sourceParameters({ fields, room }: Admitted): Record<string, string> {
  const kept = Object.entries(fields).filter(([name]) => !ABOUT_ANSWER.has(name));
  const texts = kept.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { ...Object.fromEntries(texts), cache: String(room.now().getTime()) };
}

function address(
  type: MapType,
  { context, connection }: Admitted,
  path: string,
  parameters: Record<string, string>,
): string {
  const base = `${originOf(context)}/v3/maps/${encodeURIComponent(connection)}/${type}${path}`;
  return `${base}?${new URLSearchParams(parameters)}`;
}
