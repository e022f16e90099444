import { isForShow } from '../place.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** Source: CARTO.js, "Authentication"; CARTO, "Auth API", on what keys look like. */
export const clientKeyMalformed = {
  id: 'client-key-malformed',
  severity: 'warning',
  finds: 'an API key that CARTO cannot have made',
  *check(findings, { place }) {
    if (isForShow(place)) return;
    for (const { span, call, says } of ofKind(findings, 'key-malformed')) {
      yield {
        span,
        message:
          `This cannot be an API key of CARTO’s: ${says}. Requests of ${call} will be answered with 403 Forbidden. Copy the ` +
          'key again, or use default_public for what is public.',
      };
    }
  },
} as const satisfies CredentialRule;
