import { shown } from '../../wording.ts';
import { isForShow } from '../place.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** What was copied from documentation, and still says so. */
export const clientKeyPlaceholder = {
  id: 'client-key-placeholder',
  severity: 'information',
  finds: 'a placeholder where a client is given its API key',
  *check(findings, { place }) {
    if (isForShow(place)) return;
    for (const { span, call, text } of ofKind(findings, 'key-placeholder')) {
      yield {
        span,
        message:
          `${call} is given the placeholder ${shown(text)} instead of an API key: requests will be answered with 403 Forbidden. ` +
          'Read the key from an environment variable, or use default_public for what is public.',
      };
    }
  },
} as const satisfies CredentialRule;
