import { type CredentialRule, ofKind } from '../rule.ts';

/** Source: CARTO, "Auth API", on how a key is sent. */
export const apiKeyInBody = {
  id: 'api-key-in-body',
  severity: 'information',
  finds: 'an API key that is sent in the body of a request',
  *check(findings) {
    for (const { span } of ofKind(findings, 'key-in-body')) {
      yield {
        span,
        message:
          'An API key is sent in the body of a request here, which CARTO accepts only so that older code goes on working. It ' +
          'recommends HTTP Basic: the header "Authorization: Basic" with the user’s name and the key.',
      };
    }
  },
} as const satisfies CredentialRule;
