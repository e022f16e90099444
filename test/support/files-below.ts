import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The files below a folder whose names end so, sorted, relative to where the folder is. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file))
    .sort();
}
