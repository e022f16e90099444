import type { SourceGrant } from './coverage.ts';
import { parseSource } from './sources.ts';

/**
 * How far a credential reaches, the widest first. `everything` is CARTO Engine's master key, `public` its default one,
 * which is no secret; `unknown` is one of which CARTO does not say what it is limited to.
 * Source: CARTO, "API Access Tokens" and "Auth API".
 */
export const REACHES = [
  'everything',
  'all-sources',
  'no-referer',
  'unknown',
  'restricted',
  'public',
] as const;

export type Reach = (typeof REACHES)[number];

/** When a credential ends: `soon` is within {@link SOON_DAYS}. */
export type Expiry = 'never' | 'later' | 'soon' | 'past' | 'unreadable';

/** How near an end is worth telling, in days. */
export const SOON_DAYS = 14;

/** What a token is limited to, as far as it is known. */
export interface TokenLimits {
  readonly grants?: readonly SourceGrant[] | undefined;
  readonly referers?: readonly string[] | undefined;
}

/** How far an access token reaches. One grant on all sources is enough to reach all of its connection. */
export function tokenReach({ grants, referers }: TokenLimits): Reach {
  if (grants?.some(({ source }) => parseSource(source).kind === 'all-sources'))
    return 'all-sources';
  if (referers?.length === 0) return 'no-referer';
  return grants && referers ? 'restricted' : 'unknown';
}

/** How far an API key reaches, by its type as the Auth API has it. */
export function keyReach(type: string): Reach {
  switch (type) {
    case 'master':
      return 'everything';
    case 'default':
      return 'public';
    case 'regular':
      return 'restricted';
    default:
      return 'unknown';
  }
}

/** @param expires ISO 8601; undefined where it never does */
export function expiryOf(expires: string | undefined, now: Date): Expiry {
  if (expires === undefined) return 'never';
  const end = Date.parse(expires);
  if (Number.isNaN(end)) return 'unreadable';
  if (end <= now.getTime()) return 'past';
  return end <= now.getTime() + SOON_DAYS * 86_400_000 ? 'soon' : 'later';
}
