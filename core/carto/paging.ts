import * as v from 'valibot';
import { asRecord } from '../json/record.ts';
import { phrase } from '../phrase.ts';
import { CartoError } from './error.ts';
import type { Schema } from './http/read-answer.ts';

/** A page of a list, and where the next one is. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** No list is followed further than so many pages, items and, in all of its pages, characters: many times what the largest account has. */
const MOST_PAGES = 1000;
const MOST_ITEMS = 200_000;
const LONGEST = 256 * 1024 * 1024;

/**
 * The items of all pages. Follows links only within the API they came from, since the credential goes along, and none
 * twice, so that it ends whatever the server says.
 *
 * @param first address of the first page
 * @param get tells how long a page was, in characters
 * @throws CartoError
 */
export async function allPages<T>(
  first: string,
  get: (url: string, onRead: (length: number) => void) => Promise<Page<T>>,
): Promise<T[]> {
  const { host, origin, href } = new URL(first);
  const items: T[] = [];
  const seen = new Set<string>();
  let length = 0;
  for (let url: string | undefined = href; url !== undefined; ) {
    seen.add(url);
    const page: Page<T> = await get(url, (read) => {
      length += read;
    });
    for (const item of page.items) items.push(item);
    if (page.next === undefined) break;
    const next: string = URL.canParse(page.next, url) ? new URL(page.next, url).href : '';
    const fault = !next.startsWith(`${origin}/`)
      ? phrase('its next page is at another host')
      : seen.has(next)
        ? phrase('its pages lead in a circle')
        : seen.size >= MOST_PAGES
          ? phrase('it has more than {count} pages', { count: MOST_PAGES })
          : items.length > MOST_ITEMS
            ? phrase('it has more than {count} entries', { count: MOST_ITEMS })
            : length > LONGEST
              ? phrase('its pages are longer than {count} MB', { count: LONGEST / 1024 / 1024 })
              : undefined;
    if (fault) throw new CartoError('unreadable-answer', { host, fault });
    url = next;
  }
  return items;
}

/** Where lists stand that are wrapped. */
const WRAPPERS = ['result', 'results', 'tokens', 'connections', 'data', 'items'] as const;

/**
 * A page of a list in any of the shapes it could have: whether CARTO 3 answers a bare array or wraps it, and how it
 * pages, is not documented. The Auth API's is `{result, _links: {next: {href}}}`. This is the one place that knows.
 */
export function pageOf<T>(item: Schema<T>): Schema<Page<T>> {
  return v.pipe(
    v.unknown(),
    v.transform(unwrapped),
    v.object({ items: v.array(item), next: v.nullish(v.string()) }),
    v.transform(({ items, next }) => ({ items, next: next || undefined })),
  );
}

function unwrapped(value: unknown): { items: unknown; next?: unknown } {
  if (Array.isArray(value)) return { items: value };
  const record = asRecord(value) ?? {};
  const wrapper = WRAPPERS.find((name) => Object.hasOwn(record, name));
  return {
    items: wrapper && record[wrapper],
    next: hrefOf(asRecord(record['_links'])?.['next']) ?? hrefOf(record['next']),
  };
}

function hrefOf(link: unknown): unknown {
  return asRecord(link)?.['href'] ?? (typeof link === 'string' ? link : undefined);
}
