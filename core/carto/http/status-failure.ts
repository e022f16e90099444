import { type Phrase, phrase } from '../../phrase.ts';
import { shown } from '../../wording.ts';
import { CartoError, type FailureDetails, type FailureKind } from '../error.ts';
import type { Answer } from './attempt.ts';
import { reasonsIn } from './reasons.ts';
import { parseRetryAfter } from './retry-after.ts';
import { scrub } from './scrub.ts';

/** The most of a reason that is kept, in characters. */
const LONGEST = 1000;

/** Statuses that mean one thing only. Every other from 400 on is `invalid`, from 500 on `server-error`. */
const STATUSES: Readonly<Record<number, FailureKind>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  407: 'proxy-refused',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  429: 'too-many-requests',
};

/**
 * What an answer's status and body say went wrong, or undefined where nothing did.
 *
 * @param secrets what was sent and must not come back in a message
 * @param now milliseconds since 1970, against which dates are read
 */
export function statusFailure(
  { status, headers, text, host }: Answer,
  secrets: readonly string[],
  now: number,
): CartoError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const reasons = reasonsIn(text).map((reason) => scrub(reason, secrets).slice(0, LONGEST));
  const details: FailureDetails = { host, status, reasons };
  if (status < 400) {
    return new CartoError('unreadable-answer', {
      ...details,
      fault: elsewhere(status, headers, secrets),
    });
  }
  const kind = STATUSES[status] ?? (status < 500 ? 'invalid' : 'server-error');
  switch (kind) {
    case 'signed-out':
      return new CartoError(reasons.some(saysExpired) ? 'expired' : kind, details);
    case 'forbidden':
      return new CartoError(refusal(reasons), details);
    case 'too-many-requests':
    case 'server-error':
      return new CartoError(kind, {
        ...details,
        retryAfter: parseRetryAfter(headers.get('retry-after'), now),
      });
    default:
      return new CartoError(kind, details);
  }
}

/** Which of the reasons for a 403 it is: only the body tells. */
function refusal(reasons: readonly string[]): FailureKind {
  if (reasons.some((reason) => /\breferr?er\b/i.test(reason))) return 'unauthorized-referer';
  if (reasons.some((reason) => /\b(?:quotas?|limits?)\b/i.test(reason))) return 'quota-exceeded';
  return 'forbidden';
}

function saysExpired(reason: string): boolean {
  return /\bexpired\b/i.test(reason);
}

/** No redirect is followed: what we send is for the host it was meant for. */
function elsewhere(status: number, headers: Headers, secrets: readonly string[]): Phrase {
  const [origin = ''] = /^https?:\/\/[^/?#\\]+/i.exec(headers.get('location') ?? '') ?? [];
  // Before it is read as a URL, which is where a secret in it would change its case.
  const isNamed = URL.canParse(origin) && scrub(origin, secrets) === origin;
  // A browser's network says nothing of a redirect, and calls its status 0.
  const how = status ? phrase(' (HTTP {status})', { status }) : '';
  return isNamed
    ? phrase('it leads elsewhere, to {host}{how}', { host: shown(new URL(origin).host), how })
    : phrase('it leads elsewhere{how}', { how });
}
