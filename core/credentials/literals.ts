/** What has an end of its own, so that what stands in it is not code. The marks are sources of patterns. */
export interface Literal {
  /** Markup is a text around code: what HTML has outside of PHP’s tags. */
  readonly kind: 'string' | 'comment' | 'markup';
  /** May name a group `word`, which the end is made of. */
  readonly begin: string;
  readonly end: string;
  /** What is passed over on the way to the end. */
  readonly skips?: string | undefined;
  /** Whether it is none where its line ends before it does. */
  readonly isOneLine?: boolean;
}

/** A character behind a backslash. */
export const ESCAPED = '\\\\[\\s\\S]';

/** Where the word stands in an end that a literal was begun with. */
const WORD = '<word>';

export function literal(
  kind: Literal['kind'],
  begin: string,
  end: string,
  skips?: string,
): Literal {
  return { kind, begin, end, skips };
}

/** A string that ends in its line. */
export function oneLine(quote: string): Literal {
  return { kind: 'string', begin: quote, end: quote, skips: ESCAPED, isOneLine: true };
}

/** A text that goes from the next line to one that begins with a word, which stands behind a mark. */
export function heredoc(mark: string): Literal {
  return {
    kind: 'string',
    begin: `${mark}(?<quote>["']?)(?<word>[A-Za-z_]\\w{0,80})\\k<quote>`,
    end: `\\n[ \\t]*${WORD}\\b`,
  };
}

/** What a place stands in. Linear in the distance. @param from a place in code */
export function standsIn(
  text: string,
  literals: readonly Literal[],
  at: number,
  from = 0,
): 'code' | Literal['kind'] {
  if (literals.length === 0) return 'code';
  const begins = new RegExp(
    literals.map(({ begin }, index) => `(?<l${index}>${begin})`).join('|'),
    'g',
  );
  begins.lastIndex = from;
  for (let found = begins.exec(text); found && found.index < at; found = begins.exec(text)) {
    const { groups } = found;
    const begun = literals.find((_, index) => groups?.[`l${index}`] !== undefined);
    const end = begun && endOf(text, begun, begins.lastIndex, groups?.['word'] ?? '');
    if (end === undefined) continue;
    if (end > at) return begun?.kind ?? 'code';
    begins.lastIndex = end;
  }
  return 'code';
}

/** Where a literal ends that has begun in front of a place; undefined where it is none. */
function endOf(text: string, literal: Literal, from: number, word: string): number | undefined {
  const { end, skips, isOneLine } = literal;
  const ends = [`(?<end>${end.replace(WORD, word)})`, ...(isOneLine ? ['\\n'] : [])];
  const pattern = new RegExp([...(skips ? [skips] : []), ...ends].join('|'), 'g');
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found.groups?.['end'] !== undefined) return pattern.lastIndex;
    if (found[0] === '\n') return undefined;
  }
  return isOneLine ? undefined : Number.POSITIVE_INFINITY;
}
