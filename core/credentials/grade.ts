import { keyReach, type Reach, tokenReach } from '../carto/restriction.ts';
import { type Standing, standingOf } from '../carto/standing.ts';
import type { Severity } from '../problem.ts';
import type { KnownCredential } from './known.ts';
import type { Place } from './place.ts';

/** What a credential can do from where it stands: as far as it reaches there, or nothing any more. */
export type Grade = Standing | 'deleted';

const SEVERITIES: Readonly<Record<Grade, Severity>> = {
  everything: 'error',
  'all-sources': 'error',
  'no-referer': 'error',
  unknown: 'warning',
  restricted: 'hint',
  public: 'hint',
  expired: 'information',
  deleted: 'information',
};

/** How bad it is that a credential stands at a place, by what its account says of it. */
export function gradeOf(known: KnownCredential, place: Place, now: Date): Grade {
  if (known.isDeleted) return 'deleted';
  const expires = known.kind === 'token' ? known.expires : undefined;
  return standingOf({ reach: reachAt(known, place), expires }, now);
}

/**
 * How severe a grade is. CARTO's guide allows an unrestricted credential while developing.
 * Source: CARTO, "Auth API", and CARTO.js, "Authentication".
 */
export function severityOf(grade: Grade, { isDevelopment }: Place): Severity {
  const severity = SEVERITIES[grade];
  return severity === 'error' && isDevelopment ? 'warning' : severity;
}

/** Referers limit what a browser sends, so that a token outside of a page needs none. */
function reachAt(known: KnownCredential, { isFrontEnd }: Place): Reach {
  if (known.kind === 'key') return keyReach(known.type);
  const reach = tokenReach(known);
  if (isFrontEnd || reach === 'all-sources') return reach;
  return known.grants ? 'restricted' : 'unknown';
}
