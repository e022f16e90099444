import type { Span } from '../problem.ts';

/** The length of the shortest credential that is known by its shape alone, in characters. */
const SHORTEST = 22;

/**
 * Whether a text holds a run of the characters that credentials are made of (base64url) as long as the shortest of
 * them.
 */
export function hasLongRun(text: string): boolean {
  return !longRuns(text).next().done;
}

/** Those runs. Looks at few of the other characters, so that what holds none is passed over quickly. */
export function* longRuns(text: string): Generator<Span, undefined> {
  let end = SHORTEST - 1;
  while (end < text.length) {
    let at = end;
    while (at > end - SHORTEST && isBase64Url(text.charCodeAt(at))) at -= 1;
    if (at === end - SHORTEST) {
      const start = at + 1;
      end += 1;
      while (isBase64Url(text.charCodeAt(end))) end += 1;
      yield { start, end };
      at = end;
    }
    // No run can be long enough that does not begin behind the character that is none of its kind.
    end = at + SHORTEST;
  }
}

/** The lengths of credentials that are nothing but such a run. */
const LENGTHS: ReadonlySet<number> = new Set([22, 40, 64]);

/** Those runs, without a dash in front that is an operator's, an option's or a removed line's. */
export function* candidates(text: string): Generator<Span, undefined> {
  for (const { start, end } of longRuns(text)) {
    const isDashed = text[start] === '-' && LENGTHS.has(end - start - 1);
    yield { start: isDashed ? start + 1 : start, end };
  }
}

function isBase64Url(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || // a–z
    (code >= 0x41 && code <= 0x5a) || // A–Z
    (code >= 0x30 && code <= 0x39) || // 0–9
    code === 0x2d || // -
    code === 0x5f // _
  );
}
