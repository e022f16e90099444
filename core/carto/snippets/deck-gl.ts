import type { Snippet } from './snippet.ts';
import { sourceCall } from './sources.ts';

/** A layer of a deck.gl map. */
export const deckGl: Snippet = {
  id: 'deck-gl',
  name: 'deck.gl',
  language: 'javascript',
  forToken(subject) {
    const call = sourceCall(subject);
    // The answer of a query is rows, which are no map.
    if (!call || call.name === 'query') return undefined;
    return (credential) =>
      [
        `import { ${call.name} } from '@carto/api-client';`,
        "import { VectorTileLayer } from '@deck.gl/carto';",
        '',
        'const layer = new VectorTileLayer({',
        "  id: 'carto',",
        `  data: ${call.write(credential).replaceAll('\n', '\n  ')},`,
        '  pointRadiusMinPixels: 2,',
        '  getFillColor: [200, 0, 80],',
        '});',
      ].join('\n');
  },
};
