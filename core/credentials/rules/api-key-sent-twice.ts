import { all } from '../../wording.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** Source: CARTO, "Auth API", on how a key is sent and which way has precedence. */
export const apiKeySentTwice = {
  id: 'api-key-sent-twice',
  severity: 'warning',
  finds: 'an API key that is sent in more than one way',
  *check(findings) {
    for (const { span, ways } of ofKind(findings, 'key-sent-twice')) {
      yield {
        span,
        message:
          `This request sends an API key by ${all(ways)}. CARTO takes the one by ${ways[0]}, and not this one. Send it once, by ` +
          'HTTP Basic.',
      };
    }
  },
} as const satisfies CredentialRule;
