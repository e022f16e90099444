import type { Rule } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';

/** A website's origin and nothing after it: where the slash is missing, and nothing else. */
const BARE_ORIGIN = /^https?:\/\/[^\s/?#*@\\"]+$/i;

/**
 * Browsers send an origin with its trailing slash, and a referer must match what is sent.
 * Source: CARTO, "API Access Tokens", Referers (the user manual; CARTO's agent skill says the opposite).
 */
export const refererTrailingSlash = {
  id: 'referer-trailing-slash',
  severity: 'warning',
  *check({ referers }: Declaration) {
    for (const { value, span } of referers) {
      if (!BARE_ORIGIN.test(value)) continue;
      const origin = shown(value);
      yield {
        span,
        message:
          `Browsers send "${origin}/", with a trailing slash, so this referer never matches and the site gets ` +
          `403 "Unauthorized referer". Write "${origin}/".`,
        fixes: [
          {
            title: `Add the trailing slash: ${origin}/`,
            edits: [{ span: { start: span.end, end: span.end }, newText: '/' }],
            preferred: true,
          },
        ],
      };
    }
  },
} as const satisfies Rule<Declaration>;
