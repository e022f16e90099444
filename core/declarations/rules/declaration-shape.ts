import { insertProperty, remove } from '../../json/edits.ts';
import {
  innerSpan,
  items,
  type Node,
  type Property,
  properties,
  property,
} from '../../json/tree.ts';
import { isSameWord, nearMiss } from '../../near-miss.ts';
import type { Observation, Span } from '../../problem.ts';
import { oneOf, shown } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';
import { isWhole } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';
import {
  GRANT,
  isKeyGrant,
  KEY,
  KEY_GRANT,
  keyGrantShape,
  type ObjectShape,
  propertyShape,
  type Shape,
  TOKEN,
} from '../shape.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  array: 'a list in brackets [ ]',
  object: 'an object in braces { }',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

/** Properties with another type, unknown ones, missing ones, and those that stand there twice. */
export const declarationShape = {
  id: 'declaration-shape',
  severity: 'error',
  finds: 'a wrong type, a missing or unknown property',
  *check(declaration) {
    const { root, kind } = declaration;
    if (root) yield* ofShape(kind === 'api-key' ? KEY : TOKEN, root, 'a declaration', declaration);
  },
} as const satisfies DeclarationRule;

/** @param what the value as messages name it */
function* ofShape(
  shape: Shape,
  node: Node,
  what: string,
  declaration: Declaration,
): Generator<Observation> {
  if (node.type !== shape.type) {
    yield {
      span: innerSpan(node),
      message: `Here stands ${TYPES[node.type] ?? node.type}, but ${what} is ${TYPES[shape.type]}.`,
    };
  } else if (shape.type === 'object') {
    yield* ofObject(shape, node, what, declaration);
  } else if (shape.type === 'array') {
    const item = `an item of ${what}`;
    for (const child of items(node)) {
      const expected = itemShape(shape.items, child);
      if (!isPlainly(expected, child)) yield* ofShape(expected, child, item, declaration);
    }
  } else if (!isPlainly(shape, node)) {
    yield notAmong(node, shape.values ?? [], what);
  }
}

/** Whether a value is a text, or an object of texts, as it should be: most are, and need no further look. */
function isPlainly(shape: Shape, node: Node): boolean {
  if (shape.type !== node.type || shape.type === 'array') return false;
  if (shape.type === 'object') return isPlainObject(shape, node);
  return !shape.values || shape.judgedBy !== undefined || shape.values.includes(node.value);
}

/** Has each of the shape's properties once, in whatever order, and nothing else. */
function isPlainObject(shape: ObjectShape, node: Node): boolean {
  const names = shape.order;
  return (
    node.children?.length === names.length &&
    names.every((name) => {
      const value = property(node, name)?.value;
      return value !== undefined && isPlainly(shape.properties[name]?.shape ?? shape, value);
    })
  );
}

/** The grants of an access token and of an API key differ, and those of an API key by their type. */
function itemShape(shape: Shape, node: Node): Shape {
  if (shape !== GRANT && shape !== KEY_GRANT) return shape;
  return isKeyGrant(node) ? keyGrantShape(property(node, 'type')?.value?.value) : GRANT;
}

function* ofObject(
  shape: ObjectShape,
  node: Node,
  what: string,
  declaration: Declaration,
): Generator<Observation> {
  const there = properties(node);
  const last = new Map(there.map((each) => [each.name, each]));
  /** What others are renamed to unasked: two of them are not the same one. */
  const taken = new Set<string>();
  const absent = shape.order.filter((name) => !last.has(name));
  for (const each of there) {
    const { name, value } = each;
    const known = propertyShape(shape, name);
    if (!known) {
      if (!isOfOtherKind(name, shape)) yield unknown(each, shape, absent, taken, what);
    } else if (last.get(name) !== each) {
      yield twice(each);
    } else if (value && !isPlainly(known.shape, value)) {
      yield* ofShape(known.shape, value, `"${name}"`, declaration);
    }
  }
  // What a grant of an unknown type lacks is not known either.
  if (isWhole(declaration)) yield* missing(shape, node, absent, there, what, declaration);
}

/** What belongs to a declaration of the other kind is for the rule on mixed shapes. */
function isOfOtherKind(name: string, shape: ObjectShape): boolean {
  return shape === KEY && propertyShape(TOKEN, name) !== undefined;
}

function twice({ name, node, key }: Property): Observation {
  return {
    span: innerSpan(key),
    message: `"${name}" stands here twice, and only the last one counts. Remove one of them.`,
    fixes: () => [
      {
        title: `Remove the first "${name}", which does not count`,
        confidence: 'preferred',
        edits: remove([node]),
      },
    ],
  };
}

/** @param absent the properties the object could still have */
function unknown(
  { name, node, key }: Property,
  shape: ObjectShape,
  absent: readonly string[],
  taken: Set<string>,
  what: string,
): Observation {
  const meant = nearMiss(name, absent);
  const isSafe = meant !== undefined && isSameWord(name, meant) && !taken.has(meant);
  if (isSafe) taken.add(meant);
  const instead = meant
    ? `Did you mean "${meant}"?`
    : `It can have ${oneOf(shape.order.map((known) => `"${known}"`))}.`;
  const span = innerSpan(key);
  return {
    span,
    message: `There is no property "${shown(name)}" in ${what}. ${instead}`,
    fixes: () =>
      meant
        ? [
            {
              title: `Rename to "${meant}"`,
              confidence: isSafe ? 'safe' : 'preferred',
              edits: [{ span, newText: meant }],
            },
          ]
        : [{ title: `Remove "${shown(name)}"`, confidence: 'possible', edits: remove([node]) }],
  };
}

function* missing(
  shape: ObjectShape,
  node: Node,
  absent: readonly string[],
  there: readonly Property[],
  what: string,
  { text }: Declaration,
): Generator<Observation> {
  for (const name of absent) {
    const { isRequired, means, example } = propertyShape(shape, name) ?? {};
    if (!isRequired || example === undefined) continue;
    // What is there under a name that is nearly this one is to be renamed.
    const unknown = there.filter((each) => !propertyShape(shape, each.name));
    if (unknown.some((each) => nearMiss(each.name, [name]))) continue;
    yield {
      span: openingBrace(node),
      message: `"${name}" is missing in ${what}. ${means}`,
      fixes: () => [
        {
          title: `Add "${name}"`,
          confidence: 'preferred',
          edits: insertProperty(text, node, name, example, shape.order),
        },
      ],
    };
  }
}

function openingBrace({ offset }: Node): Span {
  return { start: offset, end: offset + 1 };
}

function notAmong(node: Node, values: readonly string[], what: string): Observation {
  const meant = nearMiss(node.value, values);
  const span = innerSpan(node);
  return {
    span,
    message:
      `"${shown(node.value)}" is nothing that ${what} can be: ${oneOf(values.map((value) => `"${value}"`))}.` +
      (meant ? ` Did you mean "${meant}"?` : ''),
    fixes: () =>
      meant
        ? [
            {
              title: `Replace by "${meant}"`,
              confidence: isSameWord(node.value, meant) ? 'safe' : 'preferred',
              edits: [{ span, newText: meant }],
            },
          ]
        : values.map((value) => ({
            title: `Replace by "${value}"`,
            confidence: 'possible',
            edits: [{ span, newText: value }],
          })),
  };
}
