import { append, escaped, insertProperty, type JsonValue } from '../json/edits.ts';
import type { Confidence, Fix, TextEdit } from '../problem.ts';
import { shown } from '../wording.ts';
import type { Declaration, Text } from './declaration.ts';
import { topLevel } from './places.ts';
import { KEY, TOKEN } from './shape.ts';

/** Puts another value into a string. */
export function replaceText({ span }: Text, value: string): TextEdit {
  return { span, newText: escaped(value) };
}

/** A fix that puts another value into a string. */
export function replacement(
  text: Text,
  value: string,
  confidence: Confidence,
  title?: string,
): Fix {
  return {
    title: title ?? `Replace by "${shown(value)}"`,
    confidence,
    edits: [replaceText(text, value)],
  };
}

/** Sets a property of the declaration that is not there, or is there and holds something else. */
export function setProperty(declaration: Declaration, name: string, value: JsonValue): TextEdit[] {
  const { root, text, kind } = declaration;
  const there = topLevel(declaration, name)?.value;
  if (there) {
    return [
      {
        span: { start: there.offset, end: there.offset + there.length },
        newText: JSON.stringify(value),
      },
    ];
  }
  const shape = kind === 'api-key' ? KEY : TOKEN;
  return root?.type === 'object' ? insertProperty(text, root, name, value, shape.order) : [];
}

/** Adds values to a list of the declaration, which is made where it is not there. */
export function addTo(
  declaration: Declaration,
  name: string,
  values: readonly JsonValue[],
): TextEdit[] {
  const list = topLevel(declaration, name)?.value;
  return list?.type === 'array'
    ? append(declaration.text, list, values)
    : setProperty(declaration, name, values);
}
