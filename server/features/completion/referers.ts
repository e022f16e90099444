import type { Declaration } from '../../../core/declarations/declaration.ts';
import type { Declared } from '../../workspace/declarations.ts';
import type { Suggestion } from './suggestion.ts';

/** The referers of the workspace's other declarations that this one has not listed yet. */
export function refererSuggestions(
  { referers }: Declaration,
  others: readonly Declared[],
): Suggestion[] {
  const listed = new Set(referers.map(({ value }) => value));
  const elsewhere = new Set(
    others
      .flatMap(({ declaration }) => declaration.referers)
      .filter(({ value, reads }) => reads.kind === 'url' && !listed.has(value))
      .map(({ value }) => value),
  );
  return [...elsewhere].map((value) => ({ value, detail: 'Used elsewhere in this workspace' }));
}
