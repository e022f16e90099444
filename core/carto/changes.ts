import { knownApis, served } from './access.ts';
import type { Api } from './apis.ts';
import { covers, type SourceGrant } from './coverage.ts';
import { parseReferer } from './referers.ts';
import { normalSource, parseSource } from './sources.ts';
import type { TokenBody, TokenChanges } from './tokens-api.ts';

/** What a token is restricted by, as far as it is known. */
export type KnownBody = { readonly [Name in keyof TokenBody]?: TokenBody[Name] | undefined };

/** A way in which a token can do more than before. */
export type Widening =
  /** An API that was not allowed. */
  | { readonly kind: 'api'; readonly api: string }
  /** A source that no grant covered, and the allowed APIs that can read it now. */
  | {
      readonly kind: 'grant';
      readonly grant: SourceGrant;
      readonly isAllSources: boolean;
      readonly apis: readonly Api[];
    }
  /** A website that was not allowed. */
  | { readonly kind: 'referer'; readonly referer: string }
  /** No website is refused any more. */
  | { readonly kind: 'any-website' };

/**
 * What of a token has changed: the smallest body that makes the one of the other. In which order lists stand makes no
 * difference, nor how a table is quoted. A name that is missing is left to what it was.
 */
export function changesOf(before: KnownBody, after: KnownBody): TokenChanges {
  const { name, allowed_apis = [], grants = [], referers = [] } = after;
  return {
    ...(name !== undefined && name !== before.name ? { name } : {}),
    ...(isSameList(before.allowed_apis, allowed_apis, String) ? {} : { allowed_apis }),
    ...(isSameList(before.grants, grants, grantKey) ? {} : { grants }),
    ...(isSameList(before.referers, referers, String) ? {} : { referers }),
  };
}

/** One text for bodies that are the same, whichever way they are written. */
export function normalBody(body: KnownBody): string {
  const { name = null, allowed_apis, grants, referers, expiration_date = null } = body;
  const lists = [keys(allowed_apis, String), keys(grants, grantKey), keys(referers, String)];
  return JSON.stringify([name, ...lists, expiration_date]);
}

/** One text for grants that are the same: how a table is quoted makes no difference. */
export function grantKey({ connection_name, source }: SourceGrant): string {
  return JSON.stringify([connection_name, normalSource(parseSource(source)) || source]);
}

/** What a token can do after a change that it could not do before, the worst of each kind first. */
export function wideningOf(before: KnownBody, after: KnownBody): Widening[] {
  return [
    ...newApis(before, after),
    ...newGrants(before, after).sort((a, b) => Number(b.isAllSources) - Number(a.isAllSources)),
    ...newReferers(before.referers ?? [], after.referers ?? []),
  ];
}

function newApis(before: KnownBody, { allowed_apis = [] }: KnownBody) {
  return [...new Set(allowed_apis)]
    .filter((api) => !before.allowed_apis?.includes(api))
    .map((api) => ({ kind: 'api', api }) as const);
}

function newGrants({ grants: old = [] }: KnownBody, { grants = [], allowed_apis = [] }: KnownBody) {
  const apis = knownApis(allowed_apis);
  const had = old.map((grant) => ({ ...grant, reads: parseSource(grant.source) }));
  const known = new Set(old.map(grantKey));
  return grants.flatMap((grant) => {
    const { connection_name, source } = grant;
    const asked = parseSource(source);
    const readers = asked.kind === 'invalid' ? [] : served(apis, asked.kind);
    const isCovered =
      known.has(grantKey(grant)) ||
      had.some((each) => each.connection_name === connection_name && covers(each.reads, asked));
    if (isCovered || readers.length === 0) return [];
    const isAllSources = asked.kind === 'all-sources';
    return { kind: 'grant', grant, isAllSources, apis: readers } as const;
  });
}

/** An empty list allows every website, so that to fill it narrows and to empty it widens. */
function newReferers(before: readonly string[], after: readonly string[]): Widening[] {
  if (before.length === 0) return [];
  if (after.length === 0) return [{ kind: 'any-website' }];
  const isAllowed = (referer: string) =>
    before.some((each) => {
      if (each === referer) return true;
      const reads = parseReferer(each);
      return reads.kind === 'url' && reads.isWildcard && referer.startsWith(each.slice(0, -1));
    });
  return after
    .filter((referer) => !isAllowed(referer))
    .map((referer) => ({ kind: 'referer', referer }));
}

function isSameList<T>(
  before: readonly T[] | undefined,
  after: readonly T[],
  key: (item: T) => string,
): boolean {
  return JSON.stringify(keys(before, key)) === JSON.stringify(keys(after, key));
}

function keys<T>(items: readonly T[] | undefined, key: (item: T) => string): string[] {
  return (items ?? []).map((item) => key(item)).sort();
}
