import { remedy } from '../remedy.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** With a client's secret and its ID, which is public, anyone gets OAuth access tokens. */
export const hardcodedClientSecret = {
  id: 'hardcoded-client-secret',
  severity: 'error',
  finds: 'the secret of a CARTO machine-to-machine client in a file',
  *check(findings, { place }) {
    for (const { span } of ofKind(findings, 'client-secret')) {
      yield {
        span,
        message:
          'The secret of a machine-to-machine client of CARTO is written into this file: whoever can read the file gets ' +
          'OAuth access tokens with all of the client’s rights. ' +
          `${remedy(place, 'Read it from an environment variable of a server')}; if this file has been shared, ` +
          'rotate the secret in CARTO (Developers, Credentials).',
      };
    }
  },
} as const satisfies CredentialRule;
