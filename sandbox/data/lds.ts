import { createHash } from 'node:crypto';
import type { Route } from '../room.ts';
import { type Asked, type Fields, gate, textIn } from './gate.ts';
import { STORES } from './samples.ts';

/**
 * The LDS API: a few of its services, with answers that look right. How answers are shaped depends on the provider, and
 * is not documented.
 * Source: CARTO, "Location Data Services API".
 */
export const LDS_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/v3/lds/geocoding/geocode',
    handle: gate('lds', needs('address'), ({ fields }) => {
      const address = textIn(fields, 'address') ?? '';
      return Response.json([{ value: [{ ...placeOf(address), address }] }]);
    }),
  },
  {
    method: 'GET',
    path: '/v3/lds/geocoding/reverse',
    handle: gate('lds', needs('lat', 'lon'), ({ fields }) => {
      const nearest = { latitude: Number(fields['lat']), longitude: Number(fields['lon']) };
      return Response.json([{ value: [{ ...nearest, address: 'Sandbox Street 1' }] }]);
    }),
  },
  {
    method: 'GET',
    path: '/v3/lds/isolines',
    handle: gate('lds', needsOrigin, ({ fields }) => {
      const [longitude = 0, latitude = 0] = pairIn(fields['origin']) ?? [];
      const range = Number(fields['range'] ?? 600);
      // On foot or by car is all the same here: ten metres a second.
      const metres = fields['range_type'] === 'distance' ? range : range * 10;
      return Response.json({
        type: 'Feature',
        properties: { range },
        geometry: { type: 'Polygon', coordinates: [circle(longitude, latitude, metres)] },
      });
    }),
  },
];

function needs(...names: readonly string[]): (fields: Fields) => Asked {
  return (fields) => {
    const missing = names.find((name) => textIn(fields, name) === undefined);
    return missing === undefined
      ? { ok: true }
      : { ok: false, fault: `The parameter "${missing}" is missing. Send it in the query.` };
  };
}

function needsOrigin(fields: Fields): Asked {
  return pairIn(fields['origin'])
    ? { ok: true }
    : { ok: false, fault: '"origin" is not a place. Send it as longitude,latitude.' };
}

function pairIn(value: unknown): [number, number] | undefined {
  const [, longitude, latitude] =
    /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(String(value)) ?? [];
  return latitude === undefined ? undefined : [Number(longitude), Number(latitude)];
}

/** One of the samples' places, always the same for an address. */
function placeOf(address: string): { latitude: number; longitude: number } {
  const [byte = 0] = createHash('sha256').update(address).digest();
  const { latitude, longitude } = STORES[byte % STORES.length] ?? STORES[0];
  return { latitude, longitude };
}

/** A ring around a place, closed. */
function circle(longitude: number, latitude: number, metres: number): number[][] {
  const degrees = metres / 111_320;
  return Array.from({ length: 33 }, (_, index) => {
    const angle = (index % 32) * (Math.PI / 16);
    const shrink = Math.cos((latitude * Math.PI) / 180);
    return [longitude + (degrees * Math.cos(angle)) / shrink, latitude + degrees * Math.sin(angle)];
  });
}
