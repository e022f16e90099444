import { parseReferer } from '../referers.ts';

/** What a browser sends from a website that a token allows, or why none would. */
export type SentReferer =
  | { readonly kind: 'sent'; readonly referer: string }
  | { readonly kind: 'none'; readonly says: string };

/** A port where any will do: `http://localhost:*`. */
const ANY_PORT = '8080';

/**
 * The `Referer` header that browsers send to another website from one that an entry of `referers` is about: the origin and
 * a slash, whatever the entry says, because `strict-origin-when-cross-origin` is their default. An entry that does not
 * match it is of no use, which is what a test has to show.
 * Source: CARTO, "API Access Tokens", Referers.
 */
export function sentReferer(entry: string): SentReferer {
  const referer = parseReferer(entry);
  if (referer.kind === 'invalid') return { kind: 'none', says: referer.says };
  const { origin, isWildcard } = referer;
  const website = isWildcard && origin.endsWith(':') ? origin + ANY_PORT : origin;
  return { kind: 'sent', referer: `${new URL(website).origin}/` };
}
