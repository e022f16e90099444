import { isCommonName, isOfCarto, wordsOf } from './names.ts';
import type { Source } from './source.ts';
import { isOfAnotherVendor } from './vendors.ts';

/** How far in front of a value the beginning of its section is looked for, in characters. */
const REACH = 2000;

/** A part of a text that has a name: `[carto]`, `carto:`, `carto: { … }`, `class Carto { … }`. */
interface Section {
  /** In words. */
  readonly name: string;
  readonly start: number;
}

const HEADER = /^\s*\[{1,2}([^\][\n]{1,80})\]{1,2}\s*$/;
const PARENT =
  /^\s*(?:-\s+|class\s+)?["']?([\w.\\-]{1,80})["']?(?:\([\w., =]{0,80}\))?:\s*(?:#.*)?$/;
/** What a block is called in front of its bracket: a property, a class, a resource. */
const BLOCK = /([\w$.-]{1,60})["'`\])]{0,2}\s{0,9}(?:[:=]|=>|:=)?\s{0,9}$/;
/** A section of CARTO's. */
const CARTOS =
  /(?:^|[\s{,])(?:class \w*carto|\[[\w.]{0,40}carto\w*\]|["']?carto\w*["']?\s{0,3}:\s{0,3}[{\n])/im;

/** The name of the section that a place is in, in words. */
export function sectionOf(source: Source, at: number): string | undefined {
  return sectionsAround(source, at).next().value?.name;
}

/** Whether the section that a place is in is CARTO's, or another's; undefined where its name does not tell. */
export function isInSectionOfCarto(source: Source, at: number): boolean | undefined {
  let isInnermost = true;
  for (const { name, start } of sectionsAround(source, at)) {
    if (isOfAnotherVendor(name)) return false;
    if (isOfCarto(name)) return true;
    // Where CARTO has a section of its own, this one's is someone else.
    const before = source.text.slice(Math.max(0, start - REACH), start);
    if (isInnermost && !isCommonName(`${name}_key`) && CARTOS.test(before)) return false;
    isInnermost = false;
  }
  return undefined;
}

/** The sections that a place is in, the innermost first. */
function* sectionsAround(source: Source, at: number): Generator<Section, undefined> {
  const { text, brackets } = source;
  for (const { start } of brackets.around(at, REACH)) {
    if (text[start] !== '{') continue;
    const name = BLOCK.exec(text.slice(Math.max(0, start - 80), start))?.[1];
    if (name !== undefined) {
      yield { name: wordsOf(name), start: start - name.length };
    }
  }
  yield* linesAround(text, at);
}

/** The same of formats whose sections are lines: those of INI and TOML, and those of YAML, which are indented less. */
function* linesAround(text: string, at: number): Generator<Section, undefined> {
  const lines = text.slice(Math.max(0, at - REACH), at).split('\n');
  let start = at;
  let indent = Number.POSITIVE_INFINITY;
  for (const line of lines.reverse()) {
    start -= line.length;
    const header = HEADER.exec(line)?.[1]?.trim();
    if (header !== undefined) {
      yield { name: wordsOf(header), start };
      return;
    }
    const own = line.search(/[^\s+-]|$/);
    if (line.trim() !== '' && own < indent) {
      const parent = indent === Number.POSITIVE_INFINITY ? undefined : PARENT.exec(line)?.[1];
      if (parent !== undefined) yield { name: wordsOf(parent), start };
      indent = own;
    }
    start -= 1;
  }
}
