import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type NewExpression, parseSync, Visitor } from 'oxc-parser';
import { ROOT } from './paths.mts';

/** Functions of `core/bounded.ts`: their first argument is the most characters that the pattern in their second runs on. */
const BOUNDED = new Set(['atEnd']);

/** The folders whose code is in what we ship. */
const SHIPPED = ['core', 'disk', 'files', 'scan', 'sandbox', 'server', 'cli', 'client'];

/** A regular expression in the sources, or one that code of theirs builds. */
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

/**
 * Every regular expression that code builds while `run` runs, by where that is.
 *
 * @throws where one of the sites builds none: nothing is known of what it builds
 */
export async function patternsBuilt(
  sites: readonly Site[],
  run: () => Promise<void>,
): Promise<Pattern[]> {
  const built = new Map<string, Pattern>();
  const reached = new Set<string>();
  const wanted = new Set(sites.map(({ file, line }) => `${file}:${line}`));
  const Original = globalThis.RegExp;
  const note = (pattern: RegExp) => {
    const place = placeInStack(new Error('where').stack ?? '', wanted);
    if (place === undefined) return pattern;
    reached.add(place);
    const { source, flags } = pattern;
    built.set(`${place} ${flags} ${source}`, { source, flags, place });
    return pattern;
  };
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, args, newTarget) => note(Reflect.construct(target, args, newTarget)),
    apply: (target, self, args) => note(Reflect.apply(target, self, args)),
  });
  try {
    for (const file of new Set(sites.map((site) => site.file))) {
      await import(pathToFileURL(path.join(ROOT, file)).href);
    }
    await run();
  } finally {
    globalThis.RegExp = Original;
  }
  const unknown = [...wanted].filter((place) => !reached.has(place));
  if (unknown.length > 0) {
    throw new Error(
      `No case of test/fixtures reaches what builds a regular expression in ${unknown.join(', ')}: write the pattern as a literal, or add a case.`,
    );
  }
  return [...built.values()];
}

/** The frame that is one of the places. A call over several lines is named by its first. */
function placeInStack(stack: string, wanted: ReadonlySet<string>): string | undefined {
  for (const [, url = '', line = ''] of stack.matchAll(/(file:\/\/\S+?):(\d+):\d+/g)) {
    const place = `${path.relative(ROOT, fileURLToPath(url)).replaceAll(path.sep, '/')}:${line}`;
    if (wanted.has(place)) return place;
  }
  return undefined;
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
