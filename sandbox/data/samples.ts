/** What every source holds in a sandbox: it runs no query, and has no warehouse. */
export const STORES = [
  { store_id: 1, name: 'Gran Vía', revenue: 1284000, longitude: -3.7035, latitude: 40.4203 },
  { store_id: 2, name: 'Rambla', revenue: 1105500, longitude: 2.1734, latitude: 41.3809 },
  { store_id: 3, name: 'Broadway', revenue: 2410800, longitude: -73.9857, latitude: 40.7577 },
  { store_id: 4, name: 'Covent Garden', revenue: 1932250, longitude: -0.1238, latitude: 51.5117 },
  { store_id: 5, name: 'Shibuya', revenue: 2077400, longitude: 139.7005, latitude: 35.6595 },
] as const;

/** The columns of the rows, as CARTO answers them. */
export const SCHEMA = [
  { name: 'store_id', type: 'number' },
  { name: 'name', type: 'string' },
  { name: 'revenue', type: 'number' },
  { name: 'geom', type: 'geometry' },
] as const;

export const ROWS = STORES.map(({ longitude, latitude, ...store }) => ({
  ...store,
  geom: { type: 'Point', coordinates: [longitude, latitude] },
}));

/** West, south, east, north. */
export const BOUNDS = [-73.9857, 35.6595, 139.7005, 51.5117] as const;
