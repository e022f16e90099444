/**
 * The header `Retry-After` in either of its forms, seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @returns milliseconds from `now`; undefined where there is none, or it says nothing
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(1000 * Number(text), Number.MAX_SAFE_INTEGER);
  // Only what looks like a date: JavaScript takes much more for one. Its oldest form names no time zone.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return undefined;
  const date = Date.parse(/\bGMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
