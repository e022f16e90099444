import type { Span } from '../problem.ts';

/** The length of the shortest credential that is known by its shape alone, in characters. */
const SHORTEST = 22;

/**
 * Whether a text holds a run of the characters that credentials are made of (base64url) as long as the shortest of
 * them.
 */
export function hasLongRun(text: string): boolean {
  return nextRun(text, 0) !== undefined;
}

/**
 * The first of those runs that begins at a place or behind it. Looks at few of the other characters, so that what holds none is passed
 * over quickly.
 */
function nextRun(text: string, from: number): Span | undefined {
  let end = from + SHORTEST - 1;
  while (end < text.length) {
    let at = end;
    while (at > end - SHORTEST && isBase64Url(text.charCodeAt(at))) at -= 1;
    if (at === end - SHORTEST) {
      end += 1;
      while (isBase64Url(text.charCodeAt(end))) end += 1;
      return { start: at + 1, end };
    }
    // No run can be long enough that does not begin behind the character that is none of its kind.
    end = at + SHORTEST;
  }
  return undefined;
}

/** The lengths of credentials that are nothing but such a run. */
const LENGTHS: ReadonlySet<number> = new Set([22, 40, 64]);

/** Those runs, without a dash in front that is an operator's, an option's or a removed line's. */
export function candidates(text: string): Span[] {
  const found: Span[] = [];
  for (let run = nextRun(text, 0); run; run = nextRun(text, run.end + 1)) {
    const { start, end } = run;
    const isDashed = text.charCodeAt(start) === DASH && LENGTHS.has(end - start - 1);
    found.push(isDashed ? { start: start + 1, end } : run);
  }
  return found;
}

const DASH = 0x2d;

function isBase64Url(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || // a–z
    (code >= 0x41 && code <= 0x5a) || // A–Z
    (code >= 0x30 && code <= 0x39) || // 0–9
    code === DASH ||
    code === 0x5f // _
  );
}
