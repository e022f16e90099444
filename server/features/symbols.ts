import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { children, innerSpan, type Node, properties, spanOf } from '../../core/json/tree.ts';
import { shown } from '../../core/wording.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';

/** The outline: the declaration's properties, and in lists what tells their entries apart. */
export function documentSymbols({ document, declaration }: Declared): DocumentSymbol[] {
  const symbol = (
    name: string,
    detail: string,
    kind: SymbolKind,
    node: Node,
    selected: Node,
    below: DocumentSymbol[] = [],
  ): DocumentSymbol => ({
    name: name || '""',
    detail,
    kind,
    range: range(document, spanOf(node)),
    selectionRange: range(document, innerSpan(selected)),
    children: below,
  });

  return properties(declaration.root).map(({ name, node, key, value }) => {
    const isList = value?.type === 'array';
    const entries = children(isList ? value : undefined).map((entry) => {
      const { title, detail } = describe(entry);
      return symbol(
        title,
        detail,
        entry.type === 'object' ? SymbolKind.Object : SymbolKind.String,
        entry,
        entry,
      );
    });
    const kind = isList ? SymbolKind.Array : SymbolKind.Property;
    return symbol(shown(name), isList ? '' : textOf(value), kind, node, key, entries);
  });
}

/** The declared names of the workspace that hold what was typed. */
export function workspaceSymbols(all: readonly Declared[], query: string): WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  return all.flatMap(({ uri, document, declaration: { name, kind } }) => {
    if (!name?.value.toLowerCase().includes(wanted)) return [];
    return {
      name: shown(name.value),
      kind: SymbolKind.Key,
      containerName: kind === 'api-key' ? 'CARTO Engine API key' : 'CARTO access token',
      location: { uri, range: range(document, name.span) },
    };
  });
}

/** An entry of a list: what it is about first, on what it is second. */
function describe(node: Node): { title: string; detail: string } {
  if (node.type !== 'object') return { title: textOf(node), detail: '' };
  const value = (name: string) =>
    textOf(properties(node).findLast((each) => each.name === name)?.value);
  const title = value('source') || value('name') || value('type') || '{}';
  return { title, detail: value('connection_name') || value('schema') };
}

function textOf(node: Node | undefined): string {
  return node && node.value !== undefined ? shown(String(node.value)) : '';
}
