import { shown } from '../../wording.ts';
import { day } from '../day.ts';
import { remedy } from '../remedy.ts';
import { type CredentialRule, ofKind } from '../rule.ts';

/** An OAuth access token acts for its user with all of the user's rights, for about a day. */
export const hardcodedOauthToken = {
  id: 'hardcoded-oauth-token',
  severity: 'error',
  finds: 'a CARTO OAuth access token in a file',
  *check(findings, { now, place }) {
    for (const { span, user, expiresAt } of ofKind(findings, 'oauth-token')) {
      const whose = user === undefined ? '' : ` of ${shown(user)}`;
      const what = `An OAuth access token for CARTO${whose} is written into this file`;
      if (expiresAt !== undefined && expiresAt <= now.getTime()) {
        yield {
          span,
          severity: 'information',
          message: `${what}. It expired on ${day(expiresAt)} and opens nothing any more. Remove it, and get one when it is needed.`,
        };
        continue;
      }
      const until = expiresAt === undefined ? 'it expires' : day(expiresAt);
      yield {
        span,
        message:
          `${what}: until ${until}, whoever can read the file may do all that its user may. ` +
          `${remedy(place, 'Remove it, and get one when it is needed')}; it lives for about a day, so it is of no use in a file.`,
      };
    }
  },
} as const satisfies CredentialRule;
