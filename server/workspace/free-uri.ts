import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import type { Declared } from './declarations.ts';

/**
 * A URI beside a declaration at which no declaration lies, named after it: `map.cartotoken.json` and `-imports` make
 * `map-imports.cartotoken.json`, or `map-imports-2.cartotoken.json`. None for what was never saved.
 */
export function freeUri(uri: string, suffix: string, all: readonly Declared[]): string | undefined {
  if (uri.startsWith('untitled:') || !uri.toLowerCase().endsWith(DECLARATION_SUFFIX))
    return undefined;
  const base = uri.slice(0, -DECLARATION_SUFFIX.length) + suffix;
  const taken = new Set(all.map((each) => each.uri));
  let free = base + DECLARATION_SUFFIX;
  for (let number = 2; taken.has(free); number += 1)
    free = `${base}-${number}${DECLARATION_SUFFIX}`;
  return free;
}
