import { h3TableSource } from '@carto/api-client';
import { H3TileLayer } from '@deck.gl/carto';

// Made in a hurry for a demo, and still here. The token is synthetic: see ../README.md.
const data = h3TableSource({
  apiBaseUrl: 'https://gcp-us-east1.api.carto.com',
  accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNfZXhhbXBsZSIsImp0aSI6IjdmZWNjZjEzMmI3ZGE5YWY1YzRhZGY3MGQ4MmY0YjQ0In0.q6yufwTF3cOkpIV3B5LUep23DopJ11clfadEkSKwcZE',
  connectionName: 'carto_dw',
  tableName: 'carto-demo-data.demo_tables.derived_spatialfeatures_usa_h3res8_v1_yearly_v2',
  aggregationExp: 'SUM(population) AS population',
});

export function salesHeatmap() {
  return new H3TileLayer({ id: 'heatmap', data, getFillColor: [255, 160, 60] });
}
