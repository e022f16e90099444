/**
 * Whether a token's referers let a request in. They are compared with the header as it was sent, letter by letter;
 * one that ends in * with its beginning. No list is no restriction; no header is none of the list.
 * Source: CARTO, "API Access Tokens", Referers.
 */
export function isAllowedReferer(referers: readonly string[], header: string | undefined): boolean {
  if (referers.length === 0) return true;
  if (header === undefined) return false;
  return referers.some((entry) =>
    entry.endsWith('*') ? header.startsWith(entry.slice(0, -1)) : header === entry,
  );
}
