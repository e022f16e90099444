import { all } from '../../wording.ts';
import type { CartoError, FailureKind } from '../error.ts';
import type { Probe } from './probe.ts';

/** What an answer says about the credential. */
export type Verdict =
  /** It was carried out. */
  | { readonly kind: 'works' }
  /** CARTO does not let the credential do it. */
  | Refusal
  /** It was let in, but what was asked could not be done: a table that is not there, a parameter that is missing. */
  | { readonly kind: 'unfulfilled'; readonly reason: string }
  /** Nothing can be told: the network, a server in trouble. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly remedy: string };

export interface Refusal {
  readonly kind: 'refused';
  /** CARTO's words, or what its status means. */
  readonly reason: string;
  /** What to do: one or more sentences. */
  readonly remedy: string;
  /** The page of CARTO's that says so. */
  readonly page: string;
}

/** What a refusal is explained by. */
export interface Circumstances {
  /** Whether the credential is an API key of CARTO Engine. */
  readonly isKey: boolean;
  /** The websites that the token lists; undefined where CARTO has not said. */
  readonly referers?: readonly string[] | undefined;
}

const TOKENS_PAGE = 'https://docs.carto.com/carto-user-manual/developers/api-access-tokens';
const KEYS_PAGE = 'https://carto.com/developers/auth-api';

/**
 * What each failure says about the credential. Only who is refused for what they are gets 401 or 403; whatever else CARTO
 * has against a request comes after that [open]. Sources: CARTO, "Tokens API", "Auth API".
 */
const MEANINGS: Readonly<Record<FailureKind, Exclude<Verdict['kind'], 'works'>>> = {
  offline: 'unknown',
  'name-not-found': 'unknown',
  'connection-refused': 'unknown',
  'connection-lost': 'unknown',
  'tls-untrusted': 'unknown',
  'tls-expired': 'unknown',
  'tls-wrong-host': 'unknown',
  'tls-failed': 'unknown',
  'proxy-refused': 'unknown',
  timeout: 'unknown',
  cancelled: 'unknown',
  'signed-out': 'refused',
  expired: 'refused',
  'sign-in-refused': 'unknown',
  'sign-in-mismatch': 'unknown',
  forbidden: 'refused',
  'unauthorized-referer': 'refused',
  'quota-exceeded': 'refused',
  'not-found': 'unfulfilled',
  conflict: 'unfulfilled',
  invalid: 'unfulfilled',
  'too-many-requests': 'unknown',
  'server-error': 'unknown',
  'unreadable-answer': 'unknown',
};

/** What an answer means. @param failure undefined where the request was carried out */
export function verdictOf(
  probe: Probe,
  failure: CartoError | undefined,
  circumstances: Circumstances,
): Verdict {
  if (!failure) return { kind: 'works' };
  const kind = MEANINGS[failure.kind];
  const reason = wordsOf(failure);
  switch (kind) {
    case 'unfulfilled':
      return { kind, reason };
    case 'unknown':
      return { kind, reason: failure.reason, remedy: failure.remedy };
    case 'refused':
      return {
        kind,
        reason,
        remedy: remedyOf(probe, failure, circumstances),
        page: circumstances.isKey ? KEYS_PAGE : TOKENS_PAGE,
      };
  }
}

/** CARTO's own words where it has said any. */
function wordsOf({ details: { reasons = [] }, reason }: CartoError): string {
  return reasons.length > 0 ? reasons.join(' ') : reason;
}

const LISTED_ELSE =
  'It was asked for just what is listed: refresh the view, in case it was changed elsewhere since.';

function remedyOf(probe: Probe, failure: CartoError, circumstances: Circumstances): string {
  const { reasons = [], status } = failure.details;
  const { isKey } = circumstances;
  // An access token that has ended may be refused with either status [open].
  if (reasons.some((reason) => /\bexpired\b/i.test(reason))) {
    return 'When a token ends cannot be changed: create another with the same restrictions, and delete this one.';
  }
  if (failure.kind === 'unauthorized-referer') return refererRemedy(probe, circumstances);
  if (failure.kind === 'quota-exceeded') return failure.remedy;
  if (isKey) {
    return probe.source === undefined
      ? `A key that is malformed or not of this user gets 403, as does one that may not use the SQL API. Keys cannot be edited: create one that may. ${LISTED_ELSE}`
      : `Keys cannot be edited: create one that may select from ${probe.source}. ${LISTED_ELSE}`;
  }
  if (status === 401) {
    return 'CARTO does not know the token: it was deleted, which cannot be undone, or belongs to another region. Refresh the view, and create another.';
  }
  switch (probe.api) {
    case 'LDS API':
      return `Add lds to the allowed APIs; it needs no grant. ${LISTED_ELSE}`;
    case 'Imports API':
      return `A token for imports can be for nothing else, and needs a grant on the connection that is written to: create one for imports alone. ${LISTED_ELSE}`;
    default:
      return `Check that the account has the connection, and that the grant names a table in full, as the warehouse spells it, or the very query that is sent. ${LISTED_ELSE}`;
  }
}

function refererRemedy({ referer }: Probe, { referers }: Circumstances): string {
  if (!referers) {
    return 'It is restricted to websites, and CARTO has not said which: look them up in Workspace, and use the token from those.';
  }
  const allowed = referers.length > 0 ? `Allowed are ${all(referers)}.` : 'None is listed.';
  if (referer === undefined) {
    return `No referer was sent, as scripts and servers send none. ${allowed} Use it in these websites, and another token elsewhere.`;
  }
  return referers.includes(referer)
    ? `${referer} was sent. ${allowed} ${LISTED_ELSE}`
    : `${referer} was sent, as browsers do: with a slash at its end and without a path. ${allowed} Write it as it is sent.`;
}
