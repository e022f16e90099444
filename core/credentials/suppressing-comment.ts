import { atEnd } from '../bounded.ts';
import type { Span } from '../problem.ts';
import { MARKUP, MDX, YAML } from './comment-syntax.ts';
import { type Zone, zoneOf } from './embedded.ts';
import { standsIn } from './literals.ts';
import type { Place } from './place.ts';
import {
  DISABLE_LINE,
  DISABLE_NEXT_LINE,
  isDirective,
  LONGEST_LINE,
  lineAt,
  type Suppression,
} from './suppressions.ts';

/** What is inserted to suppress what was found at a place. */
export interface SuppressingInsertion {
  readonly at: number;
  /** In front of the reason, which whoever suppresses it is to type. */
  readonly before: string;
  /** Undefined where a comment is added to that has one, or could have. */
  readonly after: string | undefined;
}

/**
 * The comment by which a rule's finding is suppressed where it stands: on the line above, or on its own where a comment
 * above would be a part of a string. Undefined where none can be written, or where it would change what is run.
 */
export function suppressingComment(
  text: string,
  place: Pick<Place, 'path' | 'language'>,
  suppressions: readonly Suppression[],
  finding: { readonly rule: string; readonly at: number },
): SuppressingInsertion | undefined {
  const { rule, at } = finding;
  const other = suppressions.find(
    ({ covers, rules }) => rules.length > 0 && covers.start <= at && at < covers.end,
  );
  if (other) return { at: other.span.end, before: `, ${rule}`, after: undefined };
  const line = lineAt(text, at);
  if (line.end - line.start > LONGEST_LINE) return undefined;
  return above(text, place, line, rule) ?? behind(text, place, line, rule);
}

/** What must stay the first line of its file: how it is run, or what it is. */
const FIRST = /^(?:#!|<\?|<!DOCTYPE)/i;

function above(
  text: string,
  place: Pick<Place, 'path' | 'language'>,
  line: Span,
  rule: string,
): SuppressingInsertion | undefined {
  const written = text.slice(line.start, line.end);
  const zone = zoneOf(text, place, line);
  if (
    !zone ||
    FIRST.test(written) ||
    goesOn(text, zone, line.start) ||
    isOnePiece(text, zone, line)
  ) {
    return undefined;
  }
  const around = standsIn(text, zone.syntax.literals, line.start, zone.from);
  if (around === 'string') return undefined;
  const indent = /^[ \t]*/.exec(written)?.[0] ?? '';
  const says = `${DISABLE_NEXT_LINE} ${rule}${zone.syntax.dash}`;
  const eol = written.endsWith('\r') || text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  if (around === 'comment') {
    const begins = /^[ \t]*(?:\*(?!\/)[ \t]?)?/.exec(written)?.[0] ?? '';
    return { at: line.start, before: `${begins}${says}`, after: eol };
  }
  const { open, close } = zone.syntax;
  return {
    at: startAbove(text, line),
    before: `${indent}${open}${says}`,
    after: `${close}${eol}`,
  };
}

function behind(
  text: string,
  place: Pick<Place, 'path' | 'language'>,
  line: Span,
  rule: string,
): SuppressingInsertion | undefined {
  const at = text[line.end - 1] === '\r' ? line.end - 1 : line.end;
  const zone = zoneOf(text, place, { start: at, end: at });
  if (!zone || zone.syntax.isWholeLine || goesOn(text, zone, line.end + 1)) return undefined;
  if (zone.syntax === YAML && isInBlockScalar(text, line)) return undefined;
  if (standsIn(text, zone.syntax.literals, at, zone.from) !== 'code') return undefined;
  const { open, close, dash } = zone.syntax;
  return { at, before: ` ${open}${DISABLE_LINE} ${rule}${dash}`, after: close };
}

/** Whether the line in front of a place goes on at it: a comment between them would part what is one. */
function goesOn(text: string, { syntax }: Zone, at: number): boolean {
  if (text[at - 1] !== '\n') return false;
  const above = text.slice(Math.max(0, at - 8), at).replace(/\r?\n$/, '');
  return above.endsWith(syntax.continuation ?? '\\');
}

/** Whether a line is one with that above: in a text of YAML's, or as the row of a table in Markdown. */
function isOnePiece(text: string, { syntax }: Zone, line: Span): boolean {
  if (syntax === YAML) return isInBlockScalar(text, line);
  return (
    (syntax === MARKUP || syntax === MDX) && /^[ \t]*\|/.test(text.slice(line.start, line.end))
  );
}

const BLOCK_SCALAR = atEnd(400, /(?:^|[:-]\s)\s*[|>][-+\d]{0,2}\s*(?:#.*)?$/);
/** Those whose text is a script, in which the comment is one as well. */
const SCRIPT = /\b(?:run|script)\s*:/;

/** Whether a line of YAML is a part of a text: below the key of one, and further in. */
function isInBlockScalar(text: string, line: Span): boolean {
  let indent = indentOf(text.slice(line.start, line.end));
  const above = text.slice(0, line.start).split('\n').slice(0, -1);
  for (const each of above.reverse()) {
    if (indent === 0) return false;
    if (each.trim() === '' || indentOf(each) >= indent) continue;
    if (BLOCK_SCALAR.test(each.trimEnd())) return !SCRIPT.test(each);
    indent = indentOf(each);
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Where the line above begins: above those that another tool wants to be there. */
function startAbove(text: string, { start }: Span): number {
  let at = start;
  while (at > 0) {
    const above = lineAt(text, at - 1);
    if (!isDirective(text, above)) break;
    at = above.start;
  }
  return at;
}
