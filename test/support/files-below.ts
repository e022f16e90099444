import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The files below a folder whose names end so (all of them for ''), sorted, relative to where the folder is. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}
