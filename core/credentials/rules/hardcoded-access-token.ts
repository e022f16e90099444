import { day } from '../day.ts';
import { observeKnown } from '../observe-known.ts';
import { remedyForPages, removal } from '../remedy.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/**
 * A CARTO 3 access token in a file. What it can reach is known only to its account, so without one this is a
 * warning: a well restricted token in front-end code is legitimate, an unrestricted one is a leak.
 */
export const hardcodedAccessToken = {
  id: 'hardcoded-access-token',
  severity: 'warning',
  finds: 'a CARTO access token in a file',
  *check(findings, judging) {
    const { now, place } = judging;
    for (const { span, fingerprint, account, expiresAt } of ofKind(findings, 'access-token')) {
      const known = judging.knownCredential(fingerprint);
      if (expiresAt !== undefined && expiresAt <= now.getTime()) {
        yield {
          span,
          severity: 'information',
          message:
            `An access token of the CARTO account ${account} is written into this file. It expired on ${day(expiresAt)} ` +
            `and opens nothing any more. ${removal(place, 'token')}`,
        };
        continue;
      }
      if (known) {
        yield observeKnown(span, known, judging);
        continue;
      }
      const end = expiresAt === undefined ? '' : ` or expires on ${day(expiresAt)}`;
      yield {
        span,
        message:
          `An access token of the CARTO account ${account} is written into this file: whoever can read the file has ` +
          `every right the token has, until it is deleted${end}. ` +
          `${remedyForPages(place, 'token')}; if this file has been shared, replace the token by a ` +
          'new one and delete it.',
      };
    }
  },
} as const satisfies CredentialRule;
