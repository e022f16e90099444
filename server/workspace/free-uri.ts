import { URI } from 'vscode-uri';
import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import { type Declared, keyOf } from './declarations.ts';

/**
 * A URI beside a declaration at which no declaration lies, named after it: `map.cartotoken.json` and `-imports` make
 * `map-imports.cartotoken.json`, or `map-imports-2.cartotoken.json`. None for what was never saved.
 */
export function freeUri(uri: string, suffix: string, all: readonly Declared[]): string | undefined {
  const own = URI.parse(uri);
  if (own.scheme === 'untitled' || !own.path.toLowerCase().endsWith(DECLARATION_SUFFIX)) {
    return undefined;
  }
  const stem = own.path.slice(0, -DECLARATION_SUFFIX.length) + suffix;
  const named = (name: string) => own.with({ path: name + DECLARATION_SUFFIX }).toString();
  const taken = new Set(all.map((each) => keyOf(each.uri)));
  let free = named(stem);
  for (let number = 2; taken.has(keyOf(free)); number += 1) free = named(`${stem}-${number}`);
  return free;
}
