import { engineCloudUrl } from '../engine-url.ts';
import { JAVASCRIPT } from './literals.ts';
import type { Snippet } from './snippet.ts';

/** CARTO.js, the client for CARTO Engine. Source: CARTO, "CARTO.js", carto.Client. */
export const cartoJs: Snippet = {
  id: 'carto-js',
  name: 'new carto.Client({ … })',
  language: 'javascript',
  forKey({ baseUrl, username, type }) {
    // It runs in browsers, where the master key must never be.
    if (type === 'master') return undefined;
    return (credential) => {
      const options = [
        `apiKey: ${JAVASCRIPT.credential(credential)}`,
        `username: ${JAVASCRIPT.text(username)}`,
        // Left out, it is the user's host at carto.com.
        ...(baseUrl === engineCloudUrl(username) ? [] : [`serverUrl: ${JAVASCRIPT.text(baseUrl)}`]),
      ].map((option) => `  ${option},\n`);
      return `import carto from '@carto/carto.js';\n\nconst client = new carto.Client({\n${options.join('')}});`;
    };
  },
};
