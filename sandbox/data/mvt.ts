import { STORES } from './samples.ts';

/** How many steps a tile's side has. */
const EXTENT = 4096;
const COLUMNS = ['store_id', 'name', 'revenue'] as const;

/** A tile of the samples as a Mapbox Vector Tile (specification 2.1): a layer of points, empty where there are none. */
export function encodeTile(z: number, x: number, y: number): Uint8Array<ArrayBuffer> {
  const points = STORES.flatMap((store) => {
    const [worldX, worldY] = mercator(store.longitude, store.latitude);
    const [tileX, tileY] = [worldX * 2 ** z - x, worldY * 2 ** z - y];
    const isInside = tileX >= 0 && tileX < 1 && tileY >= 0 && tileY < 1;
    return isInside ? [{ store, at: [tileX * EXTENT, tileY * EXTENT].map(Math.floor) }] : [];
  });
  const features = points.map(({ store, at: [left = 0, top = 0] }, index) => {
    const tags = COLUMNS.flatMap((_, column) => [column, index * COLUMNS.length + column]);
    const moveTo = [1 | (1 << 3), left << 1, top << 1]; // one point, from the tile's corner; zigzag
    return bytes(2, [
      ...number(1, store.store_id),
      ...bytes(2, tags.flatMap(varint)),
      ...number(3, 1), // POINT
      ...bytes(4, moveTo.flatMap(varint)),
    ]);
  });
  const values = points.flatMap(({ store }) =>
    COLUMNS.map((column) => encodedValue(store[column])),
  );
  const layer = [
    ...text(1, 'default'),
    ...features.flat(),
    ...COLUMNS.flatMap((column) => text(3, column)),
    ...values.flatMap((value) => bytes(4, value)),
    ...number(5, EXTENT),
    ...number(15, 2), // the specification's version
  ];
  return Uint8Array.from(bytes(3, layer));
}

/** Web Mercator, from 0 to 1 in both directions. */
function mercator(longitude: number, latitude: number): [number, number] {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function encodedValue(value: string | number): number[] {
  return typeof value === 'string' ? text(1, value) : number(5, value);
}

/** Protocol Buffers: a field of a whole number, of bytes, of a text. */
function number(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function bytes(field: number, value: readonly number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(value.length), ...value];
}

function text(field: number, value: string): number[] {
  return bytes(field, [...Buffer.from(value)]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}
