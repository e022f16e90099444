import { isLocal, parseReferer } from '../carto/referers.ts';
import type { TrailingSlash } from './circumstances.ts';
import { originAs } from './origin.ts';

/** What a person has typed as a referer. */
export type TypedReferer =
  | {
      readonly kind: 'fit';
      /** As entries of `referers`: two where both ways of writing are wanted. */
      readonly referers: readonly string[];
      /** What would match in its place, where it has a path, which browsers leave out. */
      readonly origin?: string;
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
  const read = parseReferer(text.trim());
  const [meant, another] = (read.kind === 'invalid' && read.meant) || [];
  const typed = meant !== undefined && another === undefined ? meant : text.trim();
  const reads = parseReferer(typed);
  if (reads.kind === 'invalid') return { kind: 'invalid', says: reads.says };

  const { origin, path, isWildcard, host } = reads;
  const fit = { kind: 'fit', isLocal: isLocal(host) } as const;
  if (isWildcard) return { ...fit, referers: [typed] };
  const written = originAs(origin, trailingSlash);
  if (path.length > 1) return { ...fit, referers: [typed], origin: written };
  return { ...fit, referers: trailingSlash === 'both' ? [written, origin] : [written] };
}
