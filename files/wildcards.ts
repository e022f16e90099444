/** A piece of a pattern. `star` takes anything but slashes, `deep` anything; behind `fork` that and its slash may be nothing. */
type Piece =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'set'; readonly codes: ReadonlySet<number>; readonly isNot: boolean }
  | { readonly kind: 'any' | 'star' | 'deep' | 'fork' };

/** The longest pattern that is read, in bytes: no path is longer. */
const LONGEST = 4096;
const SLASH = 0x2f;

/** Whether a path, as {@link bytesOf} has it, is what a pattern says. */
export type PathMatcher = (path: string) => boolean;

/** A text as one character for each byte of it: git compares bytes, so that `?` is one of them. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * A pattern as git's wildmatch reads it, with slashes that only `**` goes over. Takes time in proportion to pattern and path, whatever
 * they are: all ways through the pattern are followed at once. Undefined where it is none that matches anything.
 */
export function wildcards(written: string): PathMatcher | undefined {
  const pattern = bytesOf(written);
  if (pattern.length > LONGEST) return undefined;
  if (!/[*?[\\]/.test(pattern)) return (path) => path === pattern;
  const pieces = piecesOf(pattern);
  return pieces && ((path) => matches(pieces, path));
}

function piecesOf(pattern: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      at += 1;
      if (at === pattern.length) return undefined;
      pieces.push({ kind: 'character', code: pattern.charCodeAt(at) });
    } else if (character === '?') pieces.push({ kind: 'any' });
    else if (character === '[') {
      const set = setAt(pattern, at + 1);
      if (!set) return undefined;
      pieces.push(set.piece);
      at = set.end - 1;
    } else if (character === '*') {
      const from = at;
      while (pattern[at + 1] === '*') at += 1;
      const begins = from === 0 || pattern[from - 1] === '/';
      const [next, second] = [pattern[at + 1], pattern[at + 2]];
      const ends = next === undefined || next === '/' || (next === '\\' && second === '/');
      if (at > from && begins && ends) {
        if (next === '/') pieces.push({ kind: 'fork' });
        pieces.push({ kind: 'deep' });
      } else pieces.push({ kind: 'star' });
    } else pieces.push({ kind: 'character', code: pattern.charCodeAt(at) });
  }
  return pieces;
}

/** The classes that POSIX names, as patterns of one character. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z\d]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /\d/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[\dA-Fa-f]/,
};

/** Reads what stands in brackets. Undefined where they do not end, or name no class. */
function setAt(pattern: string, start: number) {
  const codes = new Set<number>();
  let at = start;
  const isNot = pattern[at] === '!' || pattern[at] === '^';
  if (isNot) at += 1;
  const first = at;
  /** What a range may begin with. */
  let previous: number | undefined;
  for (;;) {
    const character = pattern[at];
    if (character === undefined) return undefined;
    if (character === ']' && at > first) {
      return { piece: { kind: 'set', codes, isNot } satisfies Piece, end: at + 1 };
    }
    const next = pattern[at + 1];
    if (character === '-' && previous !== undefined && next !== undefined && next !== ']') {
      at += 1;
      if (next === '\\') at += 1;
      if (at >= pattern.length) return undefined;
      const last = pattern.charCodeAt(at);
      for (let code = previous; code <= last; code += 1) codes.add(code);
      previous = undefined;
    } else if (character === '[' && next === ':') {
      const end = pattern.indexOf(']', at + 2);
      if (end === -1) return undefined;
      if (pattern[end - 1] !== ':' || end - at < 4) {
        // It is a bracket, and no class.
        codes.add(character.charCodeAt(0));
        previous = character.charCodeAt(0);
        at += 1;
        continue;
      }
      const named = CLASSES[pattern.slice(at + 2, end - 1)];
      if (!named) return undefined;
      for (let code = 0; code < 128; code += 1) {
        if (named.test(String.fromCharCode(code))) codes.add(code);
      }
      previous = undefined;
      at = end;
    } else {
      if (character === '\\') at += 1;
      if (at >= pattern.length) return undefined;
      previous = pattern.charCodeAt(at);
      codes.add(previous);
    }
    at += 1;
  }
}

function matches(pieces: readonly Piece[], path: string): boolean {
  let active = new Uint8Array(pieces.length + 1);
  let next = new Uint8Array(pieces.length + 1);
  active[0] = 1;
  for (let at = 0; at < path.length; at += 1) {
    const code = path.charCodeAt(at);
    next.fill(0);
    let isAny = false;
    for (let index = 0; index < pieces.length; index += 1) {
      if (!active[index]) continue;
      const piece = pieces[index] as Piece;
      pass(active, index, piece);
      const to = stepOf(piece, index, code);
      if (to === undefined) continue;
      next[to] = 1;
      isAny = true;
    }
    if (!isAny) return false;
    [active, next] = [next, active];
  }
  for (let index = 0; index < pieces.length; index += 1) {
    if (active[index]) pass(active, index, pieces[index] as Piece);
  }
  return active[pieces.length] === 1;
}

/** Goes over what may be nothing. */
function pass(active: Uint8Array, index: number, { kind }: Piece): void {
  if (kind === 'star' || kind === 'deep' || kind === 'fork') active[index + 1] = 1;
  if (kind === 'fork') active[index + 3] = 1;
}

/** Where a piece goes on with a character. */
function stepOf(piece: Piece, index: number, code: number): number | undefined {
  switch (piece.kind) {
    case 'character':
      return piece.code === code ? index + 1 : undefined;
    case 'any':
      return code === SLASH ? undefined : index + 1;
    case 'set':
      return code !== SLASH && piece.codes.has(code) !== piece.isNot ? index + 1 : undefined;
    case 'star':
      return code === SLASH ? undefined : index;
    case 'deep':
      return index;
    case 'fork':
      return undefined;
  }
}
