import { asRecord } from '../../json/record.ts';
import { isDeeperThan } from './nesting.ts';

/** Where servers put what they have to say; what is not documented is looked for here and nowhere else. */
const PLACES = ['error_description', 'error', 'errors', 'message', 'reason', 'detail', 'details'];

/** The most of a server's reasons that are repeated. */
const MOST = 5;

/** The longest body that is read for reasons, in characters, and how deep it may be nested. */
const LONGEST = 8 * 1024 * 1024;
const DEEPEST = 100;

/**
 * The reasons in the body of an answer that refuses: `{"error": "…"}`, `{"errors": ["…"]}`, `{"errors": {"name":
 * ["…"]}}`, OAuth's `{"error", "error_description"}` and their like. None where it is not JSON.
 */
export function reasonsIn(body: string): string[] {
  // An answer that refuses has a few sentences.
  if (body.length > LONGEST || isDeeperThan(body, DEEPEST)) return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [];
  }
  return [...new Set(texts(value, 0))].slice(0, MOST);
}

function texts(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (depth > 3) return [];
  if (Array.isArray(value)) return value.flatMap((each) => texts(each, depth + 1));
  const record = asRecord(value);
  if (!record) return [];
  const said = PLACES.flatMap((place) => texts(record[place], depth + 1));
  if (said.length > 0 || depth === 0) return said;
  // What is wrong with each field, by its name.
  return Object.entries(record).flatMap(([field, each]) =>
    texts(each, depth + 1).map((text) => `${field}: ${text}`),
  );
}
