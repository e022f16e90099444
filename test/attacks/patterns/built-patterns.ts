import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../../scripts/lib/paths.mts';

/** A regular expression that code built. */
export interface BuiltPattern {
  readonly source: string;
  readonly flags: string;
  /** The line that called the constructor, from the top of the project: `core/credentials/names.ts:61`. */
  readonly place: string;
}

const built = new Map<string, BuiltPattern>();
const Constructor = RegExp;

/** Those that code of this project has built while they were watched, each once. */
export function builtPatterns(): BuiltPattern[] {
  return [...built.values()];
}

/** Has every regular expression noted that is built from now on. */
export function watchPatterns(): void {
  globalThis.RegExp = new Proxy(Constructor, {
    construct: (target, args) => noted(Reflect.construct(target, args)),
    apply: (target, self, args) => noted(Reflect.apply(target, self, args)),
  });
}

/** Ends that: to note one takes longer than to build it. */
export function stopWatching(): void {
  globalThis.RegExp = Constructor;
}

function noted(pattern: RegExp): RegExp {
  const { source, flags } = pattern;
  const frame = new Error().stack
    ?.split('\n')
    .find((line) => line.includes('file://') && !line.includes(import.meta.url));
  const [, url, line] = /(file:\/\/.*?):(\d+):\d+\)?$/.exec(frame ?? '') ?? [];
  if (url === undefined) return pattern;
  const file = path.relative(ROOT, fileURLToPath(url)).replaceAll(path.sep, '/');
  const place = `${file}:${line}`;
  built.set(`${place} ${flags} ${source}`, { source, flags, place });
  return pattern;
}
