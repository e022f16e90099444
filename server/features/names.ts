import {
  type Location,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Redactor } from '../../core/credentials/redact.ts';
import type { DeclarationKind, Text } from '../../core/declarations/declaration.ts';
import { textOf } from '../../core/declarations/parse.ts';
import { propertyShape, shapeAt } from '../../core/declarations/shape.ts';
import { escaped } from '../../core/json/edits.ts';
import { strings } from '../../core/json/tree.ts';
import { shown } from '../../core/wording.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';

/** A declaration's name at a place: its own, or another's that a string there is equal to. */
export function nameAt(
  { document, declaration }: Declared,
  position: Position,
  all: readonly Declared[],
): Text | undefined {
  const offset = document.offsetAt(position);
  const { name } = declaration;
  if (name && offset >= name.span.start && offset <= name.span.end) return name;
  const other = mentions(declaration).find(
    ({ span }) => offset >= span.start && offset <= span.end,
  );
  const isName = all.some((each) => each.declaration.name?.value === other?.value);
  return other && isName ? other : undefined;
}

/** Where a name is declared, and where other declarations mention it. */
export function references(
  name: string,
  kind: DeclarationKind,
  all: readonly Declared[],
  declares: boolean,
): Location[] {
  return all.flatMap(({ uri, document, declaration }) => {
    const isDeclared = declaration.kind === kind && declaration.name?.value === name;
    const own = declares && isDeclared && declaration.name ? [declaration.name] : [];
    const others = mentions(declaration).filter(({ value }) => value === name);
    return [...own, ...others].map(({ span }) => ({ uri, range: range(document, span) }));
  });
}

/** @returns what is to be renamed, and where it stands: a name that holds a credential is not repeated */
export function prepareRename(
  declared: Declared,
  position: Position,
  all: readonly Declared[],
  redactor: Redactor,
): { range: Range; placeholder: string } | Range | null {
  const name = nameAt(declared, position, all);
  if (!name) return null;
  const place = range(declared.document, name.span);
  return redactor.holdsSecret(name.value) ? place : { range: place, placeholder: name.value };
}

/** @throws ResponseError, with what to do, where the new name is none or is taken */
export function rename(
  declared: Declared,
  position: Position,
  newName: string,
  all: readonly Declared[],
  pathOf: (uri: string) => string,
): WorkspaceEdit | null {
  const name = nameAt(declared, position, all);
  if (!name) return null;
  const wanted = newName.trim();
  if (wanted === '') throw refused('A name cannot be empty.');
  // Names are unique among credentials of a kind.
  const { kind } = declared.declaration;
  const taken = all.find(
    ({ declaration }) => declaration.kind === kind && declaration.name?.value === wanted,
  );
  if (taken && wanted !== name.value) {
    throw refused(
      `The name "${shown(wanted)}" is declared in ${pathOf(taken.uri)} already, and names are unique. Choose another.`,
    );
  }
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, range: place } of references(name.value, kind, all, true)) {
    changes[uri] = [...(changes[uri] ?? []), { range: place, newText: escaped(wanted) }];
  }
  return { changes };
}

function refused(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/**
 * The strings of a declaration that may mention another's name: values that mean nothing else. A connection that is
 * called like a token is none.
 */
function mentions({ root, text }: Declared['declaration']): Text[] {
  return Array.from(strings(root)).flatMap((node) => {
    const { parent } = node;
    if (parent?.type === 'property' && parent.children?.[0] === node) return [];
    const property = parent?.type === 'array' ? parent.parent : parent;
    const shape = shapeAt(property?.parent);
    const name = property?.children?.[0]?.value;
    if (shape && propertyShape(shape, String(name))) return [];
    return textOf(node, text) ?? [];
  });
}
