/** What of a credential's restrictions a request is about. */
export interface Subject {
  /** What CARTO calls the API. */
  readonly api: string;
  readonly connection?: string;
  /** What is granted, as the grant has it; of CARTO Engine the table's full name. */
  readonly source?: string;
}

/** A request that tells what a credential can do, and changes nothing. */
export interface Probe extends Subject {
  readonly method: 'GET' | 'POST';
  /** Behind the API's base address. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, string>>;
  /** The `Referer` header that it is sent with, if any. */
  readonly referer?: string;
  /** Whether it should be carried out. One that should not shows that a restriction holds. */
  readonly isMeant: boolean;
}

/** What cannot be asked, or need not be, and why. */
export interface Unasked extends Subject {
  readonly referer?: string;
  readonly why: WhyUnasked;
  /** What is wrong with the source or the referer, as a sentence without its full stop. */
  readonly says?: string;
}

export type WhyUnasked =
  /** CARTO documents that the API refuses such grants. */
  | 'not-accepted'
  /** There is no grant that the API could be asked about. */
  | 'no-grant'
  /** CARTO has not said what the credential is granted. */
  | 'grants-unknown'
  /** The grant's source is none. */
  | 'source-invalid'
  /** No browser would send such a referer. */
  | 'referer-invalid'
  /** It is an API that is not known here. */
  | 'api-unknown'
  /** Asking would change something, or needs what is not documented. */
  | 'not-harmless'
  /** There is more to ask than is asked at a time. */
  | 'too-many'
  /** The test ended before. */
  | 'ended';

/** All that is to be asked, and all that is not. */
export interface ProbePlan {
  readonly probes: readonly Probe[];
  readonly unasked: readonly Unasked[];
}

/** As many requests as a test makes: CARTO blocks for a while who sends too many. */
export const MOST_PROBES = 100;

/** A plan of bearable size. */
export function bounded({ probes, unasked }: ProbePlan): ProbePlan {
  return {
    probes: probes.slice(0, MOST_PROBES),
    unasked: [...unasked, ...probes.slice(MOST_PROBES).map((probe) => leftOut(probe, 'too-many'))],
  };
}

/** A request that is not made. */
export function leftOut(
  { api, connection, source, referer }: Probe,
  why: 'too-many' | 'ended',
): Unasked {
  return {
    api,
    ...(connection === undefined ? {} : { connection }),
    ...(source === undefined ? {} : { source }),
    ...(referer === undefined ? {} : { referer }),
    why,
  };
}
