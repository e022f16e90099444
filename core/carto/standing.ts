import { expiryOf, REACHES, type Reach } from './restriction.ts';

/** How far a credential reaches at a moment, the widest first; `expired` reaches nothing any more. */
export const STANDINGS = [...REACHES, 'expired'] as const;

export type Standing = Reach | 'expired';

/** What a credential's standing depends on. */
export interface Limited {
  readonly reach: Reach;
  /** ISO 8601; undefined where it never expires. */
  readonly expires?: string | undefined;
}

export function standingOf({ reach, expires }: Limited, now: Date): Standing {
  return expiryOf(expires, now) === 'past' ? 'expired' : reach;
}

/**
 * How many of some credentials still reach all of a connection, though they could be limited. A master key is not counted:
 * every user has one, and can neither limit nor delete it.
 */
export function countUnrestricted(credentials: readonly Limited[], now: Date): number {
  return credentials.filter((credential) => standingOf(credential, now) === 'all-sources').length;
}
