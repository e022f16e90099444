import * as v from 'valibot';
import { type Phrase, phrase } from '../../phrase.ts';
import { CartoError } from '../error.ts';
import type { Answer } from './attempt.ts';
import { isDeeperThan } from './nesting.ts';

/** What an answer has to be, and what it is read as. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/**
 * Reads an answer as what was promised. An empty one is undefined, where that may be.
 *
 * @param parse from its text to a value; throws where the text is none
 * @throws CartoError `unreadable-answer` that names the field. The field's value is not repeated: it may be a secret.
 */
export function readAnswer<T>(
  { text, headers, host }: Answer,
  schema: Schema<T>,
  parse: (text: string) => unknown = JSON.parse,
): T {
  if (text.trim() === '') {
    const nothing = v.safeParse(schema, undefined);
    if (nothing.success) return nothing.output;
  }
  let value: unknown;
  try {
    if (isDeeperThan(text, DEEPEST)) throw new Error('too deep');
    value = parse(text);
  } catch {
    throw new CartoError('unreadable-answer', { host, fault: whatItIs(text, headers) });
  }
  // One fault is told: of millions of entries that are none, each would be kept.
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new CartoError('unreadable-answer', { host, fault: faultOf(result.issues[0]) });
}

/** How deep an answer's brackets may be nested: what CARTO documents has six levels. */
const DEEPEST = 100;

function whatItIs(text: string, headers: Headers): Phrase {
  if (text.trim() === '') return phrase('it is empty');
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if (/html/i.test(type)) return phrase('it is a web page');
  // What else it says to be is not repeated: nobody knows what stands there.
  const isMeant = type === '' || /json|yaml|text\/plain/i.test(type);
  return isMeant ? phrase('it is damaged or cut off') : phrase('it is something else');
}

function faultOf(issue: v.BaseIssue<unknown>): Phrase {
  // Of several shapes that it could have had, the one that is nearest has gone deepest.
  const deepest = [issue, ...(issue.issues ?? [])].sort(
    (a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0),
  )[0];
  const { path, expected, received } = deepest ?? issue;
  const field = path ? v.getDotPath({ ...issue, path } as v.BaseIssue<unknown>) : undefined;
  if (received === 'undefined') {
    return field ? phrase('"{field}" is missing', { field }) : phrase('it is missing');
  }
  const end = expected ? phrase(': {expected}', { expected }) : '';
  return field
    ? phrase('"{field}" is not what was promised{end}', { field, end })
    : phrase('it is not what was promised{end}', { end });
}
