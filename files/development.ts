import picomatch from 'picomatch';

/** Tells by globs which paths are for development only. @param globs for paths from the top of a workspace */
export function developmentPaths(globs: readonly string[]): (path: string) => boolean {
  // Groups are regular expressions to picomatch, and a workspace that nobody trusts could bring one that never ends.
  const plain = globs.map((glob) => glob.replace(/[()]/g, '\\$&'));
  return picomatch(plain, { dot: true, noextglob: true });
}
