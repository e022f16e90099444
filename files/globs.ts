import picomatch from 'picomatch';

/** Tells which paths, with `/`, are named by globs as VS Code has them. */
export function namedBy(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  // Groups are regular expressions to picomatch, and a workspace that nobody trusts could bring one that never ends.
  const plain = globs.map((glob) => glob.replace(/[()]/g, '\\$&'));
  return picomatch(plain, { dot: true, noextglob: true, nonegate: true });
}
