import { URI } from 'vscode-uri';
import { isDeclarationPath } from '../../core/declarations/declaration.ts';
import { LONGEST } from '../../core/declarations/parse.ts';
import { BOUNDS } from '../../disk/bounds.ts';
import { TooLargeError } from '../../disk/errors.ts';
import { IgnoreFiles } from '../../files/ignore-files.ts';
import { listFiles } from '../../files/list.ts';
import { readText } from '../../files/read-text.ts';
import type { DeclarationFiles } from './declarations.ts';

const nothing = () => undefined;
/** Stands for the text of a file that is too large to be read: as long as it takes to be said to be too large. */
const tooLarge = () => ' '.repeat(LONGEST + 1);

/** The declarations on this machine's disk. Folders that are elsewhere hold none that could be read from here. */
export const disk: DeclarationFiles = {
  async list(folder) {
    const { scheme, fsPath } = URI.parse(folder);
    if (scheme !== 'file') return [];
    const ignoreFiles = new IgnoreFiles([fsPath]);
    const files = await listFiles([fsPath], nothing, { ignoreFiles });
    return files.filter(isDeclarationPath).map((file) => URI.file(file).toString());
  },
  async read(uri) {
    const { scheme, fsPath } = URI.parse(uri);
    return scheme === 'file'
      ? readText(fsPath, { bound: BOUNDS.declaration }).catch((error: unknown) =>
          error instanceof TooLargeError ? tooLarge() : undefined,
        )
      : undefined;
  },
};
