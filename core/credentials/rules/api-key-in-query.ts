import { type CredentialRule, ofKind } from '../rule.ts';

/** Source: CARTO, "Auth API", on how a key is sent. */
export const apiKeyInQuery = {
  id: 'api-key-in-query',
  severity: 'information',
  finds: 'an API key that is sent in the query string',
  *check(findings) {
    for (const { span } of ofKind(findings, 'key-in-query')) {
      yield {
        span,
        message:
          'An API key is sent in the query string here, where it ends up in logs, histories and referers. CARTO recommends ' +
          'HTTP Basic: the header "Authorization: Basic" with the user’s name and the key.',
      };
    }
  },
} as const satisfies CredentialRule;
