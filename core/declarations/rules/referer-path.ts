import { shown } from '../../wording.ts';
import { replacement } from '../fixes.ts';
import { originAs } from '../origin.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "API Access Tokens", Referers: browsers strip the path on cross-origin requests. */
export const refererPath = {
  id: 'referer-path',
  severity: 'warning',
  finds: 'a referer with a path, which browsers do not send',
  *check({ referers }, { trailingSlash }) {
    for (const referer of referers) {
      const { reads } = referer;
      if (reads.kind !== 'url' || reads.path.length <= 1) continue;
      const origin = originAs(reads.origin, trailingSlash);
      yield {
        span: referer.span,
        message:
          `Browsers leave out the path "${shown(reads.path)}" when they ask another website (strict-origin-when-cross-origin, ` +
          `their default), so this referer never matches and the site gets 403 "Unauthorized referer". Write "${shown(origin)}".`,
        fixes: () => [
          replacement(referer, origin, 'preferred', `Reduce to the origin: ${shown(origin)}`),
        ],
      };
    }
  },
} as const satisfies DeclarationRule;
