/** The line of a `.gitignore` that leaves out one file, and no other. @param path from the `.gitignore`'s folder, with slashes */
export function ignoreLine(path: string): string {
  return `/${path.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
}
