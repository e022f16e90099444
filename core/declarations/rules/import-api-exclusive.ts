import { API_NAMES, type Api, isApi } from '../../carto/apis.ts';
import { remove } from '../../json/edits.ts';
import type { Fix } from '../../problem.ts';
import { all } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';
import { topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** The Imports API cannot be combined with any other. Source: CARTO, "API Access Tokens", Allowed APIs. */
export const importApiExclusive = {
  id: 'import-api-exclusive',
  severity: 'error',
  finds: 'the Imports API beside another',
  *check(declaration) {
    const { allowedApis } = declaration;
    const others = new Set(allowedApis.map(({ value }) => value).filter(isApi));
    if (!others.delete('imports') || others.size === 0) return;

    const names = all([...others].map((api) => `the ${API_NAMES[api]}`));
    // The same for each, and worked out once: they take the whole list.
    let mended: readonly Fix[] | undefined;
    for (const { value, span } of allowedApis) {
      if (value !== 'imports') continue;
      yield {
        span,
        message:
          `The Imports API cannot be combined with any other API, and this token also allows ${names}: ` +
          'CARTO refuses to create it. Remove "imports" here and declare a second token that allows imports alone.',
        fixes: () => {
          mended ??= fixes(declaration, [...others]);
          return mended;
        },
      };
    }
  },
} as const satisfies DeclarationRule;

function fixes(declaration: Declaration, others: readonly Api[]): Fix[] {
  const isImports = ({ value }: { value: string }) => value === 'imports';
  const nodes = (keep: boolean) =>
    declaration.allowedApis.filter((api) => isImports(api) !== keep).map(({ node }) => node);
  const named = all(others.map((api) => `"${api}"`));
  return [
    {
      title: 'Split into two declarations: move "imports" to a file of its own',
      confidence: 'possible',
      edits: remove(nodes(false)),
      newFile: { suffix: '-imports', text: importsAlone(declaration) },
    },
    { title: 'Remove "imports"', confidence: 'possible', edits: remove(nodes(false)) },
    {
      title: `Keep "imports" only: remove ${named}`,
      confidence: 'possible',
      edits: remove(nodes(true)),
    },
  ];
}

/** The second declaration: the same grants, for imports run on a server. */
function importsAlone(declaration: Declaration): string {
  const { text, name } = declaration;
  const taken = (property: string) => {
    const node = topLevel(declaration, property)?.value;
    return node
      ? { [property]: JSON.parse(text.slice(node.offset, node.offset + node.length)) }
      : {};
  };
  const second = {
    ...taken('$schema'),
    ...(name ? { name: `${name.value}-imports` } : {}),
    ...taken('environment'),
    ...taken('usage'),
    allowed_apis: ['imports'],
    ...taken('grants'),
    ...taken('referers'),
    ...taken('expiration_date'),
  };
  return `${JSON.stringify(second, null, 2)}\n`;
}
