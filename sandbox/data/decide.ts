import { API_NAMES } from '../../core/carto/apis.ts';
import { isGranted, needsGrant, type Reading } from '../../core/carto/coverage.ts';
import type { SourceKind } from '../../core/carto/sources.ts';
import { shown } from '../../core/wording.ts';
import { type Caller, isExpired } from '../caller.ts';
import { isAllowedReferer } from './referer.ts';

/** Whether a request may be carried out, or with which status it is refused, and why. */
export type Decision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly status: 401 | 403; readonly reason: string };

/** What is asked for: a source, and from which website. */
export interface Ask extends Reading {
  /** The `Referer` header as it was sent. */
  readonly referer: string | undefined;
}

const YES: Decision = { isAllowed: true };

/**
 * May this caller do that? The one place that decides about data; everything it needs comes in.
 * Source: CARTO, "API Access Tokens": grants, allowed APIs and referers.
 */
export function decide(caller: Caller, ask: Ask, now: Date): Decision {
  const admission = admit(caller, ask, now);
  if (!admission.isAllowed || caller.kind !== 'token') return admission;
  return isGranted(caller.token.grants, ask) ? YES : no(notGranted(ask));
}

/** May this caller use the API at all, from that website? What needs no look at what is asked for there. */
export function admit(
  caller: Caller,
  { api, referer }: Pick<Ask, 'api' | 'referer'>,
  now: Date,
): Decision {
  if (caller.kind === 'stranger') return { isAllowed: false, status: 401, reason: caller.reason };
  if (caller.kind === 'user') return YES;
  const { token } = caller;
  if (isExpired(token, now)) {
    return no(`The access token expired on ${token.expiration_date}. Create a new one.`);
  }
  // CARTO's own words, without a remedy.
  if (!isAllowedReferer(token.referers, referer)) return no('Unauthorized referer');
  return token.allowed_apis.includes(api)
    ? YES
    : no(
        `The access token is not allowed the ${API_NAMES[api]}. Add "${api}" to its allowed_apis.`,
      );
}

function notGranted({ api, connection, source }: Ask): string {
  const where = `on the connection "${shown(connection ?? '')}"`;
  if (!needsGrant(api) || !source || source.kind === 'invalid') {
    return `The access token has no grant ${where}. Add one.`;
  }
  const which = source.kind === 'table' ? ` (${shown(source.written)})` : '';
  const remedy =
    source.kind === 'query'
      ? 'Grant the very query that is sent: a grant on its tables does not serve queries.'
      : 'Grant the table by its full name.';
  return `No grant of the access token lets the ${API_NAMES[api]} use this ${NOUNS[source.kind]}${which} ${where}. ${remedy}`;
}

const NOUNS: Readonly<Record<SourceKind, string>> = {
  table: 'table or tileset',
  query: 'query',
  'all-sources': 'source',
};

function no(reason: string): Decision {
  return { isAllowed: false, status: 403, reason };
}
