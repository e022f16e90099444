import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Place } from '../../core/credentials/place.ts';
import { isFrontEnd } from '../../core/front-end/front-end.ts';
import { developmentPaths } from '../../files/development.ts';
import { Places } from '../../files/place.ts';

/**
 * Where a document stands. Of what is not on this machine's disk only its URI and its language tell.
 *
 * @param folders the URIs of the workspace's folders
 * @param development globs of what is for development only
 */
export async function placeOf(
  { uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>,
  folders: readonly string[],
  development: readonly string[],
): Promise<Place> {
  const { scheme, fsPath, path } = URI.parse(uri);
  const tops = folders.map((folder) => URI.parse(folder));
  if (scheme === 'file') {
    const onDisk = tops.filter((top) => top.scheme === 'file').map((top) => top.fsPath);
    return new Places(onDisk, development).of(fsPath, languageId);
  }
  const top = tops.find((each) => each.scheme === scheme && path.startsWith(`${each.path}/`));
  const within = path.slice(top ? top.path.length + 1 : path.lastIndexOf('/') + 1);
  return {
    path,
    language: languageId,
    isFrontEnd: isFrontEnd(within, false, languageId),
    isDevelopment: developmentPaths(development)(within),
  };
}
