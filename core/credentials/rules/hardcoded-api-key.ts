import { shown } from '../../wording.ts';
import { observeKnown } from '../observe-known.ts';
import { remedyForPages } from '../remedy.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** An API key of CARTO Engine in a file. Whether it is the master key is known only to its account. */
export const hardcodedApiKey = {
  id: 'hardcoded-api-key',
  severity: 'warning',
  finds: 'a CARTO Engine API key in a file',
  *check(findings, judging) {
    for (const { span, fingerprint, username } of ofKind(findings, 'api-key')) {
      const known = judging.knownCredential(fingerprint);
      if (known) {
        yield observeKnown(span, known, judging);
        continue;
      }
      const whose = username === undefined ? '' : ` of the user ${shown(username)}`;
      yield {
        span,
        message:
          `An API key of CARTO Engine${whose} is written into this file: whoever can read the file has every right the key ` +
          'has, and a master key has all of the account’s. ' +
          `${remedyForPages(judging.place, 'key')}; if this file has been shared, regenerate ` +
          'the key.',
      };
    }
  },
} as const satisfies CredentialRule;
