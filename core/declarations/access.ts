import { acceptance, knownApis } from '../carto/access.ts';
import { APIS, type Api } from '../carto/apis.ts';
import type { Acceptance } from '../carto/compatibility.ts';
import { SOURCE_KIND_NAMES, type Source } from '../carto/sources.ts';
import type { Declaration } from './declaration.ts';

/** What a token can do through an API with a source. */
export interface Access {
  readonly api: Api;
  /** `not-allowed` where the token does not allow the API at all. */
  readonly answer: Acceptance | 'not-allowed';
  /** Why, in a few words. */
  readonly why: string;
}

/** What a token can do with one of its grants, through each of CARTO's APIs; the allowed ones first. */
export function accessTo(source: Source, { allowedApis }: Declaration): Access[] {
  const allowed = knownApis(allowedApis.map(({ value }) => value));
  const others = APIS.filter((api) => !allowed.includes(api));
  return [
    ...allowed.flatMap((api) => {
      const answer = acceptance(api, source);
      return answer && source.kind !== 'invalid'
        ? { api, answer, why: WHY[answer](SOURCE_KIND_NAMES[source.kind]) }
        : [];
    }),
    ...others.map((api) => ({
      api,
      answer: 'not-allowed' as const,
      why: 'not in allowed_apis, so requests get 403',
    })),
  ];
}

const WHY: Readonly<Record<Acceptance, (kind: string) => string>> = {
  accepts: (kind) => `accepts a grant on ${kind}`,
  refuses: (kind) => `does not accept a grant on ${kind}, so requests get 403`,
  'needs-none': () => 'needs no grant, and ignores this one',
  unchecked: () => 'writes to where its grants say; CARTO does not document which kinds it takes',
};

/** The allowed APIs that a grant serves, as CARTO spells them. */
export function servedApis(source: Source, declaration: Declaration): Api[] {
  return accessTo(source, declaration)
    .filter(({ answer }) => answer === 'accepts' || answer === 'unchecked')
    .map(({ api }) => api);
}
