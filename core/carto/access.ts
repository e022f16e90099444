import { type Api, isApi } from './apis.ts';
import { type Acceptance, COMPATIBILITY } from './compatibility.ts';
import type { Source, SourceKind } from './sources.ts';

/** The APIs among some words, each once, in the order of the words. */
export function knownApis(words: Iterable<string>): Api[] {
  return [...new Set([...words].filter(isApi))];
}

/**
 * The APIs that decide which grants a token can use. Imports beside others will have to go (they cannot be combined),
 * so the others decide.
 */
export function decidingApis(words: Iterable<string>): Api[] {
  const apis = knownApis(words);
  return apis.length > 1 ? apis.filter((api) => api !== 'imports') : apis;
}

/** What an API does with a source, or undefined where the source is none. */
export function acceptance(api: Api, source: Source): Acceptance | undefined {
  return source.kind === 'invalid' ? undefined : COMPATIBILITY[api][source.kind];
}

/** The APIs of a list that a grant of this kind serves. */
export function served(apis: readonly Api[], kind: SourceKind): Api[] {
  return apis.filter((api) => {
    const answer = COMPATIBILITY[api][kind];
    return answer === 'accepts' || answer === 'unchecked';
  });
}

/** The APIs of a list that refuse a grant of this kind: requests get 403. */
export function refusing(apis: readonly Api[], kind: SourceKind): Api[] {
  return apis.filter((api) => COMPATIBILITY[api][kind] === 'refuses');
}
