import picomatch from 'picomatch';

/** Tells by globs which paths are for development only. @param globs for paths from the top of a workspace */
export function developmentPaths(globs: readonly string[]): (path: string) => boolean {
  return picomatch([...globs], { dot: true });
}
