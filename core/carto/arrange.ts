import { type Limited, STANDINGS, type Standing, standingOf } from './standing.ts';

/** What a list of credentials can be sorted by. */
export const ORDERS = ['name', 'creation', 'expiry', 'restriction'] as const;

export type Order = (typeof ORDERS)[number];

/** How a list of credentials is looked at. */
export interface Arrangement {
  /** Words of which each has to occur; none where nothing is left out. */
  readonly filter: string;
  readonly order: Order;
  readonly isGrouped: boolean;
}

export const PLAIN: Arrangement = { filter: '', order: 'name', isGrouped: false };

/** What a credential is found and sorted by. */
export interface Arrangeable extends Limited {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly apis?: readonly string[] | undefined;
  readonly grants?: readonly object[] | undefined;
  readonly referers?: readonly string[] | undefined;
}

/** Credentials that are restricted alike. */
export interface Group<C> {
  readonly standing: Standing;
  readonly credentials: readonly C[];
}

/** Leaves out what the filter does not find, and sorts the rest. @param credentials by name, which decides between equals */
export function arranged<C extends Arrangeable>(
  credentials: readonly C[],
  { filter, order }: Arrangement,
  now: Date,
): readonly C[] {
  const found = filtered(credentials, filter);
  const keyOf = KEYS[order];
  if (!keyOf) return found;
  return found
    .map((credential) => ({ credential, key: keyOf(credential, now) }))
    .sort((a, b) => a.key - b.key)
    .map(({ credential }) => credential);
}

/** The groups that are not empty, the least restricted first. The order within them stays. */
export function grouped<C extends Limited>(credentials: readonly C[], now: Date): Group<C>[] {
  const groups = new Map<Standing, C[]>();
  for (const credential of credentials) {
    const standing = standingOf(credential, now);
    const group = groups.get(standing);
    if (group) group.push(credential);
    else groups.set(standing, [credential]);
  }
  return STANDINGS.flatMap((standing) => {
    const group = groups.get(standing);
    return group ? { standing, credentials: group } : [];
  });
}

/** After every moment. */
const LAST = Number.MAX_SAFE_INTEGER;

/** What is sorted by, the least first; nothing where the order by name is right already. */
const KEYS: Readonly<Record<Order, ((credential: Arrangeable, now: Date) => number) | undefined>> =
  {
    name: undefined,
    // The newest first: it is the one that was just made. Unknown ones last.
    creation: ({ createdAt }) => -(moment(createdAt) ?? -LAST),
    // What never ends is last.
    expiry: ({ expires }) => moment(expires) ?? LAST,
    restriction: (credential, now) => STANDINGS.indexOf(standingOf(credential, now)),
  };

function moment(dateTime: string | undefined): number | undefined {
  const time = dateTime === undefined ? Number.NaN : Date.parse(dateTime);
  return Number.isNaN(time) ? undefined : time;
}

function filtered<C extends Arrangeable>(credentials: readonly C[], filter: string): readonly C[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return credentials;
  return credentials.filter((credential) => {
    const text = textOf(credential);
    return words.every((word) => text.includes(word));
  });
}

/** Everything of a credential that is shown of it and may be looked for, in lower case. */
function textOf({ name, apis = [], grants = [], referers = [] }: Arrangeable): string {
  return [name, ...apis, ...referers, ...grants.flatMap(textsIn)].join('\n').toLowerCase();
}

/** The texts in a grant, however deep: those of API keys are lists of tables and services. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
