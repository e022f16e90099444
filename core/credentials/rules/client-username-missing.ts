import { isForShow } from '../place.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** Source: CARTO.js and CARTO VL, "Authentication". */
export const clientUsernameMissing = {
  id: 'client-username-missing',
  severity: 'warning',
  finds: 'a CARTO client without a username',
  *check(findings, { place }) {
    if (isForShow(place)) return;
    for (const { span, call } of ofKind(findings, 'username-missing')) {
      yield {
        span,
        message:
          `${call} is not given a username. A key is a user’s, so CARTO will answer with 403 Forbidden. Add username: the name ` +
          'in front of .carto.com.',
      };
    }
  },
} as const satisfies CredentialRule;
