import type { Location } from 'jsonc-parser';
import type { Declaration } from '../../../core/declarations/declaration.ts';
import { type PropertyShape, type Shape, shapeAt } from '../../../core/declarations/shape.ts';
import { nodeAt, parseJson, properties } from '../../../core/json/tree.ts';
import type { Suggestion } from './suggestion.ts';

/** The properties an object does not have yet, each with what it can hold to begin with. */
export function propertySuggestions(
  { text }: Declaration,
  offset: number,
  { path, previousNode }: Location,
): Suggestion[] {
  const isInKey = previousNode !== undefined && offset <= previousNode.offset + previousNode.length;
  const start = isInKey ? previousNode.offset : offset;
  const end = isInKey ? previousNode.offset + previousNode.length : offset;
  const after = text.slice(end);
  const hasValue = /^\s*:/.test(after);
  // A name without a value hides what follows it; without the name the rest can be read.
  const readable = hasValue ? text : text.slice(0, start) + ' '.repeat(end - start) + after;
  const object = nodeAt(parseJson(readable).root, path.slice(0, -1));
  const shape = shapeAt(object);
  if (!shape) return [];
  const there = new Set(
    properties(object)
      .filter(({ key }) => key.offset !== start)
      .map(({ name }) => name),
  );
  const comma = /^\s*"/.test(after) ? ',' : '';
  return shape.order
    .filter((name) => !there.has(name))
    .map((name) => suggestion(name, shape.properties[name], hasValue, comma));
}

function suggestion(
  name: string,
  property: PropertyShape | undefined,
  hasValue: boolean,
  comma: string,
): Suggestion {
  const key = JSON.stringify(name);
  const { shape, example = '', means = '' } = property ?? {};
  return {
    value: name,
    documentation: means,
    insert: hasValue
      ? { snippet: key, text: key }
      : {
          snippet: `${key}: ${shape ? placeholder(shape, example) : '$1'}${comma}`,
          text: `${key}: ${JSON.stringify(example)}${comma}`,
        },
  };
}

/** A value to be typed over: the choices where there are any, else the example. */
export function placeholder(shape: Shape, example: unknown): string {
  if (shape.type === 'string' && shape.values) return `"\${1|${shape.values.join(',')}|}"`;
  if (typeof example === 'string') return `"\${1:${literal(example)}}"`;
  if (Array.isArray(example) && example.every((item) => typeof item === 'string')) {
    return `[${example.map((item, index) => `"\${${index + 1}:${literal(item)}}"`).join(', ') || '$1'}]`;
  }
  let stop = 0;
  const json = JSON.stringify(example, null, 2);
  return json.replace(
    /(?<=: )"((?:[^"\\]|\\.){0,1000})"|(?<=[[\s])"([^"\\]{0,1000})"(?=[,\]\s])/g,
    (_, value, item) => {
      stop += 1;
      return `"\${${stop}:${literal(value ?? item)}}"`;
    },
  );
}

/** What would mean something in a snippet. */
function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
