/**
 * Characters that are not seen, and change what is: they control a terminal, end a line, turn the direction of text, hide between
 * others or are half of one. All of Unicode's controls and formats (C0, C1, bidirectional, zero-width, tags), its separators of
 * lines and paragraphs, surrogates without their other half, and what is to be ignored where it is not known.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** The same but for what lays out a text of several lines. */
const UNSEEN_IN_LINES =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text on one line in which all that is not seen is spelled out: for terminals, messages and Markdown. */
export function visible(text: string): string {
  return text.replace(UNSEEN, spelledOut);
}

/** The same of a text of several lines: for logs. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN_IN_LINES, spelledOut);
}

/** JSON that is the same to whoever reads it, and plays no tricks on whoever looks at it. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN_IN_LINES, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(''),
  );
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xff_ff ? `\\u{${code.toString(16)}}` : escaped(code);
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
