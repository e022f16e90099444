import { namedBy } from '../../files/globs.ts';
import { below, isWithin } from '../../files/within.ts';

/**
 * What the setting `files.exclude` of VS Code leaves out below a folder.
 *
 * @param setting globs, each of which is on or off, as the editor tells it
 */
export function filesExclude(folder: string, setting: unknown): (file: string) => boolean {
  const globs = Object.entries(typeof setting === 'object' && setting !== null ? setting : {})
    // One that depends on what else is there (`when`) is about what is generated, which others read as well.
    .filter(([, isOn]) => isOn === true)
    .map(([glob]) => glob.replace(/^\//, ''));
  // A glob that names a folder leaves out all below it: nothing below is asked about.
  const isNamed = namedBy(globs);
  return (file) => isWithin(file, folder) && isNamed(below(folder, file));
}
