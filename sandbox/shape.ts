import * as v from 'valibot';
import { shown } from '../core/wording.ts';

/** A value read by its schema, or what is wrong with it: sentences without their full stops. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads an object from outside. What is wrong names the place and what belongs there; no credential is repeated. */
export function read<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Read<T> {
  // Valibot takes a list for an object, and what is read here is always one.
  if (Array.isArray(value)) {
    return { ok: false, faults: ['the whole has to be an object, and is a list'] };
  }
  const { success, output, issues } = v.safeParse(schema, value);
  return success
    ? { ok: true, value: output }
    : { ok: false, faults: issues.map((issue) => faultOf(issue)) };
}

/** What schemas call their types, in words. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
};

function faultOf(issue: v.BaseIssue<unknown>): string {
  const place = placeOf(issue);
  if (issue.kind === 'validation') return `${place} ${issue.message}`;
  if (issue.expected === 'never') return `${place} is not a property that is known here`;
  if (issue.input === undefined) return `${place} is missing`;
  const expected = issue.expected ?? 'something else';
  const words = expected.startsWith('(')
    ? expected.slice(1, -1).replaceAll(' | ', ', ')
    : (TYPES[expected] ?? expected);
  return `${place} has to be ${expected.startsWith('(') ? 'one of ' : ''}${words}, and is ${named(issue.input)}`;
}

/** `grants[0].source`, or "the whole" where it is about no part of it. */
function placeOf({
  path = [],
}: {
  readonly path?: readonly v.IssuePathItem[] | undefined;
}): string {
  const text = path
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${shown(String(key))}`))
    .join('');
  return text === '' ? 'the whole' : text.replace(/^\./, '');
}

function named(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'string') return `"${shown(input)}"`;
  return TYPES[typeof input] ?? 'an object';
}
