import type { Span } from '../problem.ts';
import { commentAround } from './comment-around.ts';
import { hasLongRun } from './long-run.ts';

/** What says, beside something found, that it is fine there. */
export interface Suppression {
  /** The marker with the rules that it names. */
  readonly span: Span;
  /** The lines that it speaks of: of what begins in them. */
  readonly covers: Span;
  /** The rules that it names; none where it speaks of all. */
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  /** What goes with it when it is removed; undefined where it is another tool's, or only mentioned and no comment of its own. */
  readonly comment: Span | undefined;
}

/** A rule as it is written, which need not be one. */
export interface NamedRule {
  readonly name: string;
  readonly span: Span;
}

/** What our own comments begin with, for this line or for the next. */
export const DISABLE_LINE = 'cartotoken-disable-line';
export const DISABLE_NEXT_LINE = 'cartotoken-disable-next-line';
const OURS = 'cartotoken-disable-';

/**
 * Ours, and those of neighbours, who say of any secret that it is fine. Sources: Gitleaks, "gitleaks:allow"; TruffleHog,
 * "trufflehog:ignore"; detect-secrets, "Inline Allowlisting"; secretlint, "Disable rules with comments".
 */
const MARKER =
  /(?<![\w-])(?:cartotoken-disable-(?:next-)?line|gitleaks:allow|trufflehog:ignore|pragma: ?(?:allow|white)list[ -](?:nextline )?secret|secretlint-disable-(?:next-)?line)(?![\w-])/y;
/** How neighbours' begin: looking for that first takes half as long. */
const NEIGHBOURS = ['gitleaks:', 'trufflehog:', 'pragma:', 'secretlint-'];
const IS_NEXT = /next-?line/;

/**
 * The longest line in which a marker counts, in characters. What is longer was written by a program, and whatever happens
 * to stand in it would silence all of it.
 */
export const LONGEST_LINE = 4000;

/** The comma-separated names behind a marker, and a reason behind them. */
const NAMES =
  /^[ \t]{1,40}([a-z]\w{0,40}(?:-\w{1,40}){0,9}(?:[ \t]{0,9},[ \t]{0,9}[a-z]\w{0,40}(?:-\w{1,40}){0,9}){0,40})/i;
const REASON = /^[ \t]{0,40}(?:(?:--?|[–—])[ \t]|:)(.{0,300})/;
/** What ends a comment, or a string of a notebook's that is one. */
const END = /(?<!\s)\s*(?:\*\/(?:\s*\})?|-->|--\}\}|\}\}|%>|#\}|\*\)|(?:\\n)?",?)\s*$/;

/** What is for the very line below, so that ours stands above it: no finding is looked for in such a comment. */
const DIRECTIVE = /disable-next-line|@ts-(?:ignore|expect-error)|(?:biome|prettier)-ignore/;
/** How many of those are passed over. */
const MOST_DIRECTIVES = 4;

/**
 * The suppressions of a text, in its order: ours, wherever they stand, and neighbours' where they speak of something that was
 * found. Linear in its length.
 *
 * @param findings where something was found
 */
export function suppressionsIn(text: string, findings: readonly Span[]): Suppression[] {
  const markers = [...markersIn(text, { start: 0, end: text.length }, [OURS])];
  for (const stretch of around(text, findings)) {
    markers.push(...markersIn(text, stretch, NEIGHBOURS));
  }
  const found: Suppression[] = [];
  let line: Span = { start: 0, end: -1 };
  for (const { marker, index } of markers.sort((a, b) => a.index - b.index)) {
    if (index > line.end) line = lineAt(text, index, line.end + 1);
    if (line.end - line.start > LONGEST_LINE) continue;
    found.push(suppression(text, line, marker, index));
  }
  return found;
}

function* markersIn(
  text: string,
  { start, end }: Span,
  beginnings: readonly string[],
): Generator<{ readonly marker: string; readonly index: number }> {
  const stretch = text.slice(start, end);
  for (const beginning of beginnings) {
    let at = stretch.indexOf(beginning);
    for (; at !== -1; at = stretch.indexOf(beginning, at + 1)) {
      MARKER.lastIndex = start + at;
      const marker = MARKER.exec(text)?.[0];
      if (marker !== undefined) yield { marker, index: start + at };
    }
  }
}

/** The lines of what was found, and those above that a marker for the next line may stand in; those that touch each other in one. */
function* around(text: string, findings: readonly Span[]): Generator<Span> {
  let stretch = { start: 0, end: 0 };
  for (const { start } of findings.toSorted((a, b) => a.start - b.start)) {
    if (start < stretch.end) continue;
    const from = linesAbove(text, start, stretch.end);
    const line = text.slice(start, start + LONGEST_LINE).indexOf('\n');
    const end = Math.min(text.length, start + (line === -1 ? LONGEST_LINE : line));
    if (from > stretch.end) {
      yield stretch;
      stretch = { start: from, end };
    } else {
      stretch = { start: stretch.start, end };
    }
  }
  yield stretch;
}

/**
 * Where the line begins that is as far above a place as a marker for the next line reaches.
 *
 * @param floor where it may begin at the earliest
 */
function linesAbove(text: string, at: number, floor: number): number {
  let start = at;
  for (let passed = 0; passed < MOST_DIRECTIVES + 2 && start > floor; passed += 1) {
    const before = text.slice(Math.max(0, start - LONGEST_LINE), start);
    start += Math.max(0, before.lastIndexOf('\n')) - before.length;
  }
  return Math.max(start, floor);
}

/** Where the comments of a text are that are for us and nobody else: whose words hold nothing that may be a credential. */
export function ownCommentsIn(text: string): Span[] {
  return suppressionsIn(text, []).flatMap(({ comment, span }) =>
    comment && !hasLongRun(text.slice(span.end, comment.end)) ? comment : [],
  );
}

function suppression(text: string, line: Span, marker: string, start: number): Suppression {
  const covers = IS_NEXT.test(marker) ? below(text, line) : line;
  const end = start + marker.length;
  if (!marker.startsWith(OURS)) {
    return { span: { start, end }, covers, rules: [], reason: undefined, comment: undefined };
  }
  const rest = text.slice(end, line.end);
  const list = NAMES.exec(rest);
  const rules = list
    ? namesIn(wholeWords(rest, list), end + list[0].length - (list[1] ?? '').length)
    : [];
  const span = { start, end: rules.at(-1)?.span.end ?? end };
  const reason = reasonIn(text.slice(span.end, line.end))?.replace(END, '').trim();
  return {
    span,
    covers,
    rules,
    reason: reason || undefined,
    comment: commentAround(text, line, span),
  };
}

/** The names of a list, with all of the last one, which is longer than a rule's where it is none: a part of it would be another word. */
function wholeWords(rest: string, list: RegExpExecArray): string {
  const end = list[0].length;
  const more = /\w/.test(rest[end - 1] ?? '') ? (/^\w[\w-]*/.exec(rest.slice(end))?.[0] ?? '') : '';
  return (list[1] ?? '') + more;
}

/** A reason, of which not a part of a word is left where it is very long: a part of a credential would not be known as one. */
function reasonIn(behind: string): string | undefined {
  const found = REASON.exec(behind);
  const isCut = found && /^\S/.test(behind.slice(found[0].length));
  return isCut ? found[1]?.replace(/(?<!\S)\S+$/, '…') : found?.[1];
}

function namesIn(list: string, at: number): NamedRule[] {
  return Array.from(list.matchAll(/[\w-]+/g), ({ 0: name, index }) => ({
    name,
    span: { start: at + index, end: at + index + name.length },
  }));
}

/** The line of a place, without its end. @param from where it may begin */
export function lineAt(text: string, at: number, from = 0): Span {
  const start = text.slice(from, at).lastIndexOf('\n') + 1 + from;
  return { start, end: endOfLine(text, at) };
}

/** The next line, and what stands between it and that: comments that other tools want on the line above it. */
function below(text: string, { end }: Span): Span {
  const start = Math.min(text.length, end + 1);
  let line = { start, end: endOfLine(text, start) };
  for (let passed = 0; passed < MOST_DIRECTIVES && isDirective(text, line); passed += 1) {
    line = { start: line.end + 1, end: endOfLine(text, line.end + 1) };
  }
  return { start, end: line.end };
}

/** Whether a line is a comment that must stand on the line above another. */
export function isDirective(text: string, { start, end }: Span): boolean {
  return end - start <= LONGEST_LINE && DIRECTIVE.test(text.slice(start, end));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
