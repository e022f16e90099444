import type { TrailingSlash } from './circumstances.ts';

/** A website's origin as a referer is to be written: with a slash, but where the setting forbids it. */
export function originAs(origin: string, trailingSlash: TrailingSlash): string {
  return trailingSlash === 'forbid' ? origin : `${origin}/`;
}
