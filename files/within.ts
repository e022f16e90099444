import path from 'node:path';

/** Whether a path is a folder's own, or below it. Both are absolute, the folder without a separator at its end. */
export function isWithin(full: string, folder: string): boolean {
  const inside = folder.endsWith(path.sep) ? folder : folder + path.sep; // the top of a disk has one
  return full === folder || full.startsWith(inside);
}

/** The innermost of some folders that a path is in. */
export function innermost(folders: readonly string[], full: string): string | undefined {
  return folders.filter((folder) => isWithin(full, folder)).sort((a, b) => b.length - a.length)[0];
}

/** A path relative to a folder it is below, with `/`. For many thousands: `path.relative` takes ten times as long. */
export function below(folder: string, full: string): string {
  const relative = full.slice(folder.endsWith(path.sep) ? folder.length : folder.length + 1);
  return slashed(relative);
}

/** A path with `/`, wherever it comes from. */
export function slashed(full: string): string {
  return path.sep === '/' ? full : full.replaceAll(path.sep, '/');
}
