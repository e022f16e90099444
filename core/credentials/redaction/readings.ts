import type { Span } from '../../problem.ts';

/** A text as it is read by whoever undoes what hides it, and where each of its characters stands in the original. */
export interface Reading {
  readonly text: string;
  /** Where a stretch of it stands in the original. */
  sourceOf(span: Span): Span;
  /** Whether it is the original itself. */
  readonly isOriginal: boolean;
}

/**
 * What one character is written as so that it is not seen: as an escape of any language, in percent-encoding, as an entity,
 * however often that was done; a backslash in front of one that needs none; what parts it from others; and characters that are not seen themselves. Bytes of
 * other characters in percent-encoding are none of a credential's.
 */
const HIDDEN =
  /\\{1,16}(?:u\{0{0,5}([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([-_.])|([bfnrtv])|\r?\n)|%(?:25){0,8}([0-9a-f]{2})|&(?:amp;){0,8}#(?:x0{0,8}([0-9a-f]{1,6})|0{0,8}(\d{1,7}));|[^\P{Cc}\t\n\r]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/giu;
const MAY_HIDE = /[\\%&]|[^\P{Cc}\t\n\r]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** How often what hides a text is undone: an escape in percent-encoding in an entity. */
const MOST_LAYERS = 3;

/** A text, and as it reads when what hides it is undone. Each is linear in its length. */
export function* readingsOf(text: string): Generator<Reading> {
  yield { text, sourceOf: (span) => span, isOriginal: true };
  let current = text;
  let places: Places | undefined;
  for (let layer = 0; layer < MOST_LAYERS && MAY_HIDE.test(current); layer += 1) {
    const undone = undo(current, places);
    if (!undone) return;
    ({ text: current, places } = undone);
    const { starts, ends } = undone.places;
    yield {
      text: current,
      sourceOf: ({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }),
      isOriginal: false,
    };
  }
}

/** Where each character begins and ends in the original. */
interface Places {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function undo(
  text: string,
  places: Places | undefined,
): { readonly text: string; readonly places: Places } | undefined {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const startOf = (at: number) => (places ? (places.starts[at] ?? 0) : at);
  const endOf = (at: number) => (places ? (places.ends[at - 1] ?? 0) : at);
  let from = 0;
  const copy = (to: number) => {
    parts.push(text.slice(from, to));
    for (let at = from; at < to; at += 1) {
      starts.push(startOf(at));
      ends.push(endOf(at + 1));
    }
  };
  for (const match of text.matchAll(HIDDEN)) {
    copy(match.index);
    from = match.index + match[0].length;
    const character = characterOf(match);
    if (character === '') continue;
    parts.push(character);
    for (let unit = 0; unit < character.length; unit += 1) {
      starts.push(startOf(match.index));
      ends.push(endOf(from));
    }
  }
  if (from === 0) return undefined;
  copy(text.length);
  return { text: parts.join(''), places: { starts, ends } };
}

const UNSEEN = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

/** What a match stands for; nothing where that is not seen. */
function characterOf(match: RegExpExecArray): string {
  const [, braced, unicode, byte, itself, blank, percent, hexEntity, entity] = match;
  if (itself !== undefined) return itself;
  if (blank !== undefined) return ' ';
  const digits = braced ?? unicode ?? byte ?? percent ?? hexEntity;
  const code = digits === undefined ? Number(entity) : Number.parseInt(digits, 16);
  if (!(code <= 0x10_ff_ff) || (percent !== undefined && code >= 0x80)) return '';
  const character = String.fromCodePoint(code);
  return UNSEEN.test(character) ? '' : character;
}
