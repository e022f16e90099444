import type { Account, ApiKey } from '../account.ts';
import { engineRefused, type Outcome } from '../outcome.ts';

const PER_PAGE = 20;
const ORDERS = ['name', 'type', 'created_at', 'updated_at'] as const;
const TYPES: readonly string[] = ['master', 'default', 'regular'];

type Query = Readonly<Record<string, string>>;

/**
 * `GET /api/v3/api_keys`: a page of the keys. By which fields they can be ordered is not documented; these are those
 * that make sense.
 * Source: CARTO, "Auth API".
 *
 * @param address of the list, to which links lead
 */
export function listKeys({ keys }: Account, query: Query, address: string): Outcome {
  const page = wholeNumber(query['page'], 1);
  const perPage = wholeNumber(query['per_page'], PER_PAGE);
  if (page === undefined || perPage === undefined) {
    return engineRefused(422, ['page and per_page are whole numbers from 1.']);
  }
  const order = ORDERS.find((each) => each === (query['order'] ?? 'created_at'));
  if (!order) return engineRefused(422, [`order is one of ${ORDERS.join(', ')}.`]);
  const types = query['type']?.split(',') ?? TYPES;
  if (!types.every((type) => TYPES.includes(type))) {
    return engineRefused(422, [`type is one or more of ${TYPES.join(', ')}, with commas.`]);
  }
  const all = keys.filter(({ type }) => types.includes(type)).sort(by(order));
  const result = all.slice((page - 1) * perPage, page * perPage);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const link = (to: number) => ({
    href: `${address}?${new URLSearchParams({ ...query, page: String(to) })}`,
  });
  return {
    status: 200,
    body: {
      total: all.length,
      count: result.length,
      result,
      _links: {
        first: link(1),
        ...(page > 1 ? { prev: link(Math.min(page - 1, last)) } : {}),
        ...(page < last ? { next: link(page + 1) } : {}),
        last: link(last),
      },
    },
  };
}

function by(order: (typeof ORDERS)[number]): (a: ApiKey, b: ApiKey) => number {
  return (a, b) => (a[order] < b[order] ? -1 : a[order] > b[order] ? 1 : 0);
}

function wholeNumber(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
