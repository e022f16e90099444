import { vectorQuerySource, vectorTableSource } from '@carto/api-client';
import { VectorTileLayer } from '@deck.gl/carto';
import { Deck } from '@deck.gl/core';
import { salesHeatmap } from './heatmap.js';

const credentials = {
  apiBaseUrl: 'https://gcp-us-east1.api.carto.com',
  accessToken: import.meta.env.VITE_CARTO_ACCESS_TOKEN,
  connectionName: 'carto_dw',
};

const stores = vectorTableSource({
  ...credentials,
  tableName: 'carto-demo-data.demo_tables.retail_stores',
});

const openNow = vectorQuerySource({
  ...credentials,
  sqlQuery:
    'SELECT store_id, geom, revenue FROM `carto-demo-data.demo_tables.retail_stores` WHERE storetype = @type',
  queryParameters: { type: 'Supermarket' },
});

new Deck({
  canvas: 'deck',
  initialViewState: { longitude: -98, latitude: 39, zoom: 4 },
  controller: true,
  layers: [
    salesHeatmap(),
    new VectorTileLayer({ id: 'stores', data: stores, getFillColor: [40, 80, 160] }),
    new VectorTileLayer({ id: 'open', data: openNow, getFillColor: [200, 60, 60] }),
  ],
});
