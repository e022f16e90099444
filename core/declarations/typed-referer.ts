import { isLocal, parseReferer } from '../carto/referers.ts';
import type { TrailingSlash } from './circumstances.ts';

/** What a person has typed as a referer. */
export type TypedReferer =
  | {
      readonly kind: 'fit';
      /** As entries of `referers`: two where both ways of writing are wanted. */
      readonly referers: readonly string[];
      /** What browsers leave out of it, where the entries are its origin only. */
      readonly path?: string;
      /** What was typed, where that is another and could be kept. */
      readonly typed: string;
      /** Whether it is an address that everyone has. */
      readonly isLocal: boolean;
    }
  | {
      readonly kind: 'invalid';
      /** What is wrong with it, as a sentence without its full stop. */
      readonly says: string;
    };

/** Reads a referer as a person types it: what is surely meant is taken for it, and written as the setting says. */
export function readTypedReferer(text: string, trailingSlash: TrailingSlash): TypedReferer {
  const first = parseReferer(text.trim());
  const [meant, second] = (first.kind === 'invalid' && first.meant) || [];
  const typed = meant !== undefined && second === undefined ? meant : text.trim();
  const reads = parseReferer(typed);
  if (reads.kind === 'invalid') return { kind: 'invalid', says: reads.says };

  const { origin, path, isWildcard, host } = reads;
  const common = { kind: 'fit', typed, isLocal: isLocal(host) } as const;
  if (isWildcard) return { ...common, referers: [typed] };
  const referers = WRITTEN[trailingSlash](origin);
  return path.length > 1 ? { ...common, referers, path } : { ...common, referers };
}

const WRITTEN: Readonly<Record<TrailingSlash, (origin: string) => readonly string[]>> = {
  require: (origin) => [`${origin}/`],
  forbid: (origin) => [origin],
  both: (origin) => [`${origin}/`, origin],
};
