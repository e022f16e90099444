import {
  innerSpan,
  isAbsentOrEmpty,
  type Property,
  properties,
  property,
  spanOf,
} from '../json/tree.ts';
import { nearMiss } from '../near-miss.ts';
import type { Span } from '../problem.ts';
import type { Declaration } from './declaration.ts';
import { propertyShape, TOKEN } from './shape.ts';

/** A property of the declaration itself. */
export function topLevel({ root }: Declaration, name: string): Property | undefined {
  return property(root, name);
}

/** What is to blame where something is missing: the property's value if it is there, else the brace that opens. */
export function placeFor(declaration: Declaration, name: string): Span {
  const value = topLevel(declaration, name)?.value;
  if (value) return innerSpan(value);
  const start = declaration.root ? spanOf(declaration.root).start : 0;
  return { start, end: Math.min(start + 1, declaration.text.length) };
}

/** Whether a list is truly absent, or there and empty: not only called something else, which is for the rule of the shape. */
export function isMissing(declaration: Declaration, name: string): boolean {
  if (!isWhole(declaration)) return false;
  const property = topLevel(declaration, name);
  if (property) return isAbsentOrEmpty(property.value);
  return !properties(declaration.root).some(
    (other) => !propertyShape(TOKEN, other.name) && nearMiss(other.name, [name]),
  );
}

/**
 * Whether what is not there is truly absent: the text is JSON, and an object. Else it may be unreadable, or not
 * typed yet.
 */
export function isWhole({ root, faults }: Declaration): boolean {
  return root?.type === 'object' && faults.length === 0;
}
