import type { DocumentLink } from 'vscode-languageserver';
import { textOf } from '../../core/declarations/parse.ts';
import { topLevel } from '../../core/declarations/places.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';

/** Referers lead to their websites, `$schema` to the schema, which may lie beside the file. */
export function documentLinks({ uri, document, declaration }: Declared): DocumentLink[] {
  const websites = declaration.referers.flatMap(({ span, reads }) => {
    if (reads.kind !== 'url' || !URL.canParse(reads.origin)) return [];
    return { range: range(document, span), target: new URL(reads.origin).href };
  });
  const schema = textOf(topLevel(declaration, '$schema')?.value, declaration.text);
  const target = schema && resolved(schema.value, uri);
  return schema && target
    ? [...websites, { range: range(document, schema.span), target }]
    : websites;
}

/** Only what an editor may open without harm. */
function resolved(target: string, base: string): string | undefined {
  if (!URL.canParse(target, base)) return undefined;
  const url = new URL(target, base);
  return ['http:', 'https:', new URL(base).protocol].includes(url.protocol) ? url.href : undefined;
}
