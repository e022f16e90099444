import { isLoopback } from '../../carto/referers.ts';
import { shown } from '../../wording.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** A page that is not encrypted can be read and changed on its way, and the token with it. */
export const refererInsecure = {
  id: 'referer-insecure',
  severity: 'information',
  finds: 'a referer with http: that is not this machine',
  *check({ referers }) {
    for (const referer of referers) {
      const { reads } = referer;
      if (reads.kind !== 'url' || reads.scheme !== 'http' || isLoopback(reads.host)) continue;
      const secure = referer.value.replace(/^http:/i, 'https:');
      yield {
        span: referer.span,
        message:
          `"${shown(referer.value)}" is not encrypted: whoever sits between can read the token in its page, and change the page. ` +
          `Serve the website over https and write "${shown(secure)}".`,
        fixes: () => [replacement(referer, secure, 'preferred', `Use https: ${shown(secure)}`)],
      };
    }
  },
} as const satisfies DeclarationRule;
