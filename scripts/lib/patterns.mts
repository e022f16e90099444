import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type NewExpression, parseSync, Visitor } from 'oxc-parser';
import { ROOT } from './paths.mts';

/** Functions of `core/bounded.ts`: their first argument is the most characters that the pattern in their second runs on. */
const BOUNDED = new Set(['atEnd']);

/** The folders whose code is in what we ship. */
const SHIPPED = ['core', 'disk', 'files', 'scan', 'sandbox', 'server', 'cli', 'client'];

/** A regular expression in the sources. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** From the top of the project, `core/credentials/names.ts:26`. */
  readonly place: string;
  /** The most characters that it runs on, where code that the pattern is given to sees to that. */
  readonly bound?: number;
}

/** Where code builds a regular expression: what it is, only running it tells. */
interface Site {
  readonly file: string;
  readonly line: number;
}

/** Every regular expression literal of what we ship, and where others are built. */
export function patternsInSources(): { patterns: Pattern[]; sites: Site[] } {
  const patterns: Pattern[] = [];
  const sites: Site[] = [];
  for (const file of SHIPPED.flatMap((folder) => sourcesBelow(folder))) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const lines = lineStarts(text);
    const bounds = new Map<number, number>();
    const built = (node: Pick<NewExpression, 'callee' | 'start'>) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'RegExp') {
        sites.push({ file, line: lineAt(lines, node.start) });
      }
    };
    const { program, errors } = parseSync(file, text);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
    new Visitor({
      NewExpression: built,
      CallExpression(node) {
        built(node);
        const [bound, pattern] = node.arguments;
        const isBounded = node.callee.type === 'Identifier' && BOUNDED.has(node.callee.name);
        if (isBounded && bound?.type === 'Literal' && typeof bound.value === 'number' && pattern) {
          bounds.set(pattern.start, bound.value);
        }
      },
      Literal(node) {
        if (!('regex' in node)) return;
        const bound = bounds.get(node.start);
        patterns.push({
          source: node.regex.pattern,
          flags: node.regex.flags,
          place: `${file}:${lineAt(lines, node.start)}`,
          ...(bound === undefined ? {} : { bound }),
        });
      },
    }).visit(program);
  }
  return { patterns, sites };
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .sort();
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

function lineAt(starts: readonly number[], at: number): number {
  return starts.findLastIndex((start) => start <= at) + 1;
}
