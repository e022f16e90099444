import type { Snippet } from './snippet.ts';
import { sourceCall } from './sources.ts';

/** CARTO's client for JavaScript. */
export const apiClient: Snippet = {
  id: 'api-client',
  name: '@carto/api-client',
  language: 'javascript',
  forToken(subject) {
    const call = sourceCall(subject);
    if (!call) return undefined;
    const result = call.name === 'query' ? 'const { rows }' : 'const source';
    return (credential) =>
      `import { ${call.name} } from '@carto/api-client';\n\n${result} = await ${call.write(credential)};`;
  },
};
