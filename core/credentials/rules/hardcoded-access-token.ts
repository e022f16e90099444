import type { Rule } from '../../problem.ts';
import { findAccessTokens } from '../access-token.ts';

/**
 * A CARTO 3 access token in a file. What it can reach is known only to its account, so without one this is a
 * warning: a well restricted token in front-end code is legitimate, an unrestricted one is a leak.
 */
export const hardcodedAccessToken = {
  id: 'hardcoded-access-token',
  severity: 'warning',
  finds: 'a CARTO access token in a file',
  *check(text: string) {
    for (const { span, account } of findAccessTokens(text)) {
      yield {
        span,
        message:
          `An access token of the CARTO account ${account} is written into this file: whoever can read the file has ` +
          'every right the token has, until it is deleted. Read it from an environment variable instead; if this file ' +
          'has been shared, replace the token by a new one and delete it.',
      };
    }
  },
} as const satisfies Rule<string>;
