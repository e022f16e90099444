import type { DocumentLink } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { textOf } from '../../core/declarations/parse.ts';
import { topLevel } from '../../core/declarations/places.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';
import { folderOf } from '../workspace/folders.ts';

/**
 * Referers lead to their websites, `$schema` to the schema, which may lie in the workspace.
 *
 * @param folders the URIs of the workspace's folders
 */
export function documentLinks(
  { uri, document, declaration }: Declared,
  folders: readonly string[],
): DocumentLink[] {
  const websites = declaration.referers.flatMap(({ span, reads }) => {
    if (reads.kind !== 'url' || !URL.canParse(reads.origin)) return [];
    return { range: range(document, span), target: new URL(reads.origin).href };
  });
  const schema = textOf(topLevel(declaration, '$schema')?.value, declaration.text);
  const target = schema && resolved(schema.value, uri, folders);
  return schema && target
    ? [...websites, { range: range(document, schema.span), target }]
    : websites;
}

/** A path from a file to another: no scheme, no host, no drive, and none of the characters that some system takes for a separator. */
const RELATIVE_PATH = /^(?![/\\]|[^/]*:)[^\\?#\p{Cc}]+$/u;

/**
 * Only what an editor may open without harm, whoever wrote the declaration: a page over https, or a file of the workspace. A path to another
 * host would have Windows sign in there.
 */
function resolved(target: string, base: string, folders: readonly string[]): string | undefined {
  if (/^https:\/\/[^/\\]/i.test(target) && URL.canParse(target)) {
    const { protocol, href } = new URL(target);
    return protocol === 'https:' ? href : undefined;
  }
  // What is percent-encoded may be a separator once it is decoded.
  const decoded = decodedPath(target);
  if (decoded === undefined || !RELATIVE_PATH.test(decoded)) return undefined;
  const own = URI.parse(base);
  if (own.scheme === 'untitled') return undefined;
  const file = Utils.resolvePath(Utils.dirname(own), decoded).toString();
  return folderOf(folders, file) === undefined ? undefined : file;
}

function decodedPath(target: string): string | undefined {
  try {
    return decodeURIComponent(target);
  } catch {
    return undefined; // what is half encoded, nobody reads alike
  }
}
