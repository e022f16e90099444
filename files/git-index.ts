import path from 'node:path';
import { BOUNDS } from '../disk/bounds.ts';
import { isMissing } from '../disk/errors.ts';
import { readFileSync } from '../disk/read-file.ts';
import { gitFolderOf } from './git-folder.ts';

/** The version, the number of entries, and from where on they stand. Source: git, "index-format". */
const HEADER = { version: 4, count: 8, entries: 12 };
/** An entry's times, modes and sizes, without the name of its object. */
const STATISTICS = 40;
/** The names of objects, in bytes: SHA-1, or SHA-256. */
const OBJECT_NAMES = [20, 32];
const IS_EXTENDED = 0x4000;

/** Where git keeps the index of a work tree, which need not be there; undefined where its folder is not. @throws as {@link gitFolderOf} */
export function indexFileOf(top: string): string | undefined {
  const folder = gitFolderOf(top);
  return folder && path.join(folder, 'index');
}

/**
 * What git tracks, as paths from the folder of the work tree with `/`: what its index holds, which is read and not asked for by
 * running git.
 *
 * @param file the index, as {@link indexFileOf} finds it
 * @throws where there is an index that cannot be read
 */
export function trackedPaths(file: string | undefined): ReadonlySet<string> {
  const index = file && readIndex(file);
  if (!index) return new Set();
  for (const length of OBJECT_NAMES) {
    const paths = pathsIn(index, length);
    if (paths) return paths;
  }
  throw new Error('the index of git is of no known format');
}

function readIndex(file: string): Buffer | undefined {
  try {
    return readFileSync(file, { bound: BOUNDS.gitIndex });
  } catch (error) {
    if (isMissing(error)) return undefined; // nothing was ever added
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
