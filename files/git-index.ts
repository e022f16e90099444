import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The version, the number of entries, and from where on they stand. Source: git, "index-format". */
const HEADER = { version: 4, count: 8, entries: 12 };
/** An entry's times, modes and sizes, without the name of its object. */
const STATISTICS = 40;
/** The names of objects, in bytes: SHA-1, or SHA-256. */
const OBJECT_NAMES = [20, 32];
const IS_EXTENDED = 0x4000;

/**
 * What git tracks in a repository, as paths from its folder with `/`: what its index holds, which is read and not asked for by
 * running git.
 *
 * @param top the folder of the repository
 * @throws where there is an index that cannot be read
 */
export function trackedPaths(top: string): ReadonlySet<string> {
  const index = readIndex(top);
  if (!index) return new Set();
  for (const length of OBJECT_NAMES) {
    const paths = pathsIn(index, length);
    if (paths) return paths;
  }
  throw new Error('The index of git is of no known format.');
}

function readIndex(top: string): Buffer | undefined {
  const git = path.join(top, '.git');
  // A worktree or submodule has its own elsewhere.
  const folder = statSync(git).isDirectory()
    ? git
    : path.resolve(top, /^gitdir: (.*)/.exec(readFileSync(git, 'utf8'))?.[1]?.trimEnd() ?? '');
  try {
    return readFileSync(path.join(folder, 'index'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // nothing was ever added
    throw error;
  }
}

/** @returns undefined where it is no index, or one of other names of objects */
function pathsIn(index: Buffer, objectName: number): Set<string> | undefined {
  if (index.toString('latin1', 0, HEADER.version) !== 'DIRC') return undefined;
  const version = index.readUInt32BE(HEADER.version);
  const paths = new Set<string>();
  let previous = Buffer.alloc(0);
  let at = HEADER.entries;
  try {
    for (let left = index.readUInt32BE(HEADER.count); left > 0; left -= 1) {
      const start = at;
      at += STATISTICS + objectName;
      const flags = index.readUInt16BE(at);
      at += flags & IS_EXTENDED ? 4 : 2;
      let kept = 0;
      if (version === 4) {
        // The path is told by how much of the one before is dropped, and what follows.
        let byte = index.readUInt8(at++);
        let dropped = byte & 0x7f;
        while (byte & 0x80) {
          byte = index.readUInt8(at++);
          dropped = ((dropped + 1) << 7) | (byte & 0x7f);
        }
        kept = previous.length - dropped;
      }
      const end = index.indexOf(0, at);
      if (end < 0 || kept < 0) return undefined;
      previous = Buffer.concat([previous.subarray(0, kept), index.subarray(at, end)]);
      const isLong = (flags & 0xfff) === 0xfff;
      if (!isLong && (flags & 0xfff) !== previous.length) return undefined;
      paths.add(previous.toString('utf8'));
      // Up to version 3, entries are filled up with zeros to a multiple of eight bytes.
      at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined; // it ends too early
    throw error;
  }
  return paths;
}
