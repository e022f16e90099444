import { lineBefore } from './lines.ts';
import { ENGINE_PATH } from './marks.ts';

/** How far in front of a parameter its URL may begin: queries in it are long. */
const REACH = 2000;

const CARTO_HOST = /(?:^|[^a-z\d-])carto(?:db)?\.com(?::\d+)?$|(?:^|\.)carto(?:db)?(?:-[\w-]+)?\./i;
/** Written with a variable or a placeholder in it. */
const OPEN_HOST = /^$|[${<%[:*+]|^\w+$/;

/**
 * Whose URL a place stands in: CARTO's or another's; undefined where it stands in none, or one of which the host is not
 * written out.
 */
export function urlAt(text: string, at: number): 'carto' | 'other' | undefined {
  const before = text.slice(Math.max(0, at - REACH), at);
  const scheme = before.lastIndexOf('://');
  if (scheme === -1) return ENGINE_PATH.test(lineBefore(text, at)) ? 'carto' : undefined;
  const tail = before.slice(scheme + 3);
  if (isOver(before.slice(Math.max(0, scheme - 7), scheme), tail)) {
    return ENGINE_PATH.test(lineBefore(text, at)) ? 'carto' : undefined;
  }
  const host = (/^[^\s/?#"'`\\]*/.exec(tail)?.[0] ?? '').replace(/^.*@/, '');
  if (isCartoHost(host) || ENGINE_PATH.test(tail)) return 'carto';
  if (/carto(?:db)?\.com/i.test(tail) && OPEN_HOST.test(host)) return 'carto';
  return OPEN_HOST.test(host) ? undefined : 'other';
}

/** A property that says where requests go. */
const URL_PROPERTY =
  /^\s*(?:-\s+)?["']?(?:url|uri|href|endpoint|base_?url)["']?:\s*["']?(https?:\/\/[^\s"']{1,200})/i;

/** Whether the nearest URL that a property of the objects around a place says is another's, by how lines are indented. */
export function isOfOtherUrl(text: string, at: number): boolean {
  return isOfOtherUrlAbove(text, at) || isOfOtherUrlBelow(text, at);
}

/** The same of the properties behind it in its own object. */
function isOfOtherUrlBelow(text: string, at: number): boolean {
  const indent = lineBefore(text, at).search(/\S|$/);
  const [, ...below] = text.slice(at, at + 300).split('\n');
  for (const line of below) {
    if (line.search(/\S|$/) !== indent || /^\s*-/.test(line)) return false;
    const url = URL_PROPERTY.exec(line)?.[1];
    if (url !== undefined) return urlAt(url, url.length) === 'other';
  }
  return false;
}

function isOfOtherUrlAbove(text: string, at: number): boolean {
  const lines = text.slice(Math.max(0, at - 600), at).split('\n');
  let indent = (lines.pop() ?? '').search(/\S|$/);
  for (const line of lines.reverse()) {
    const own = line.search(/\S|$/);
    if (own === 0 || line.trim() === '') return false;
    if (own > indent) continue;
    indent = own;
    const url = URL_PROPERTY.exec(line)?.[1];
    if (url !== undefined) return urlAt(url, url.length) === 'other';
  }
  return false;
}

/** Whether another's URL stands within some thousand characters of a place. */
export function isNearOtherUrl(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - REACH), at + REACH);
  return [...near.matchAll(/:\/\/[^\s"'`\\]{1,200}/g)].some(
    ([url]) => urlAt(url, url.length) === 'other',
  );
}

export function isCartoHost(host: string): boolean {
  return CARTO_HOST.test(host) && !/cartocdn|basemaps/i.test(host);
}

/** Whether a URL has ended: with its literal, its statement or its paragraph. */
function isOver(scheme: string, tail: string): boolean {
  if (/\n[^\S\n]*\n|;[^\S\n]*\n/.test(tail)) return true;
  const [, quote] = /(["'`])[a-z]{2,6}$/i.exec(scheme) ?? [];
  if (quote === undefined) return /\n[^\S\n]*[-\w"']+\s*[:=]/.test(tail);
  return new RegExp(`${quote}\\s*(?:[,;)\\]}\\n]|$)`).test(tail);
}
