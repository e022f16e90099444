import type { Span, TextEdit } from '../../problem.ts';
import { replacing } from './parts.ts';

/** How far in front of a literal the variable is that it stands in for, in characters. */
const REACH = 160;

interface Shape {
  /** What is read, by its name, and what goes with the literal. */
  readonly before: RegExp;
  /** What goes with it behind it. */
  readonly behind?: RegExp;
}

/** How languages say what is used where a variable is not set. */
const SHAPES: readonly Shape[] = [
  // process.env.NAME || 'literal'
  {
    before:
      /\b(?:process|import\.meta)\.env(?:\.(?<name>\w+)|\[["'](?<quoted>\w+)["']\])(?<cut>\s*(?:\|\||\?\?)\s*)$/,
  },
  // os.environ.get("NAME", "literal"), ENV.fetch('NAME', 'literal')
  {
    before:
      /\b(?:os\.environ\.get|os\.getenv|getenv|ENV\.fetch|Sys\.getenv)\(\s*["'](?<name>\w+)["'](?<cut>\s*,\s*)$/,
    behind: /^(?=\s*\))/,
  },
  // ENV.fetch('NAME') { 'literal' }
  { before: /\bENV\.fetch\(?\s*["'](?<name>\w+)["']\)?(?<cut>\s*\{\s*)$/, behind: /^\s*\}/ },
  // ENV['NAME'] || 'literal'
  { before: /\bENV\[["'](?<name>\w+)["']\](?<cut>\s*\|\|\s*)$/ },
  // getenv('NAME') ?: 'literal', System.getenv("NAME") ?: "literal"
  { before: /\bgetenv\(["'](?<name>\w+)["']\)(?<cut>\s*\?:\s*)$/ },
  // ${NAME:-literal}
  { before: /\$\{(?<name>\w+)(?<cut>:?-)$/, behind: /^(?=\})/ },
];

/** A literal that stands in for a variable of the environment: its name, and what takes the literal away. */
export interface Fallback {
  readonly variable: string;
  readonly edits: readonly TextEdit[];
}

/** The variable that a literal stands in for where it is not set. */
export function fallbackOf(text: string, { start, end }: Span): Fallback | undefined {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  for (const shape of SHAPES) {
    const { name, quoted, cut = '' } = shape.before.exec(before)?.groups ?? {};
    const variable = name ?? quoted;
    const behind = shape.behind ? shape.behind.exec(after) : [''];
    if (variable === undefined || !behind) continue;
    return { variable, edits: [replacing(start - cut.length, end + (behind[0]?.length ?? 0), '')] };
  }
  return undefined;
}
