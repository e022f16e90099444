import type { Credential } from './finding.ts';

/** Kinds that say nothing of themselves: tokens are known wherever they stand. */
type CertainKind = 'api-key' | 'client-secret';

/**
 * Credentials that were found in some text of a tree, by what they are: the same characters in another text are the same credential, whatever
 * stands around them there.
 */
export type Certain = ReadonlyMap<string, CertainKind>;

export const NONE_CERTAIN: Certain = new Map();

/** The shortest that is looked for elsewhere, in characters: a shorter text may stand anywhere by chance. */
const SHORTEST = 20;
/** Up to so many are looked for one by one, which is quicker for few; more by their runs, so that their number makes no difference. */
const FEW = 8;
/** What may be one. */
const RUN = /[\w-]{20,}/g;

/** The kind of a credential that can be looked for in other texts; undefined of any other. */
export function certainKind(kind: Credential['kind'], secret: string): CertainKind | undefined {
  const isPlain = secret.length >= SHORTEST && /^[\w-]{1,128}$/.test(secret);
  return isPlain && (kind === 'api-key' || kind === 'client-secret') ? kind : undefined;
}

/** A text, or the bytes of one: credentials are ASCII. */
interface Searched {
  includes(text: string): boolean;
  toString(encoding?: 'latin1'): string;
}

/** Whether a text holds one of some credentials as it is. Linear in the text. */
export function holdsCertain(certain: Certain): (text: Searched) => boolean {
  if (certain.size === 0) return () => false;
  const secrets = [...certain.keys()];
  if (certain.size <= FEW) return (text) => secrets.some((secret) => text.includes(secret));
  const lengths = [...new Set(secrets.map(({ length }) => length))];
  const isOne = (run: string) =>
    // What is escaped in front of one, or goes on behind it, may be of the same characters.
    lengths.some((length) => certain.has(run.slice(0, length)) || certain.has(run.slice(-length)));
  return (text) => {
    for (const [run] of text.toString('latin1').matchAll(RUN)) if (isOne(run)) return true;
    return false;
  };
}

/** As it is found in a text of which it is known from elsewhere. */
export function foundAgain(secret: string, kind: CertainKind): Credential {
  const span = { start: 0, end: 0 };
  return kind === 'api-key' ? { kind, secret, span, username: undefined } : { kind, secret, span };
}
