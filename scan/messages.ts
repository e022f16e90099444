import type { FileToLookAt } from './file-looker.ts';
import type { Looked, Stamp } from './looked.ts';

/**
 * What goes from one thread to another: of most files there is next to nothing to say, so that objects would take longer
 * to send than the files to look at. Paths are one text, numbers one array.
 */
export interface Request {
  readonly paths: string;
  /** The time and the size that each is known with; NaN where it is not. */
  readonly known: Float64Array;
  /** The numbers of those that the user has named. */
  readonly named: readonly number[];
}

export interface Response {
  /** The time and the size of each file that nothing was found in. */
  readonly stamps: Float64Array;
  /** What came of the others, by their number. */
  readonly others: readonly (readonly [number, Looked])[];
}

/** No path holds it. */
const END = '\0';

export function packFiles(files: readonly FileToLookAt[]): Request {
  const known = new Float64Array(2 * files.length).fill(Number.NaN);
  files.forEach((file, index) => {
    if (file.known) known.set([file.known.modified, file.known.size], 2 * index);
  });
  const named = files.flatMap(({ isNamed }, index) => (isNamed ? [index] : []));
  return { paths: files.map(({ path }) => path).join(END), known, named };
}

export function unpackFiles({ paths, known, named }: Request): FileToLookAt[] {
  const isNamed = new Set(named);
  return paths.split(END).map((path, index) => {
    const stamp = stampAt(known, index);
    const before = Number.isNaN(stamp.modified) ? undefined : stamp;
    return { path, known: before, isNamed: isNamed.has(index) };
  });
}

export function packLooked(looked: readonly Looked[]): Response {
  const stamps = new Float64Array(2 * looked.length);
  const others: [number, Looked][] = [];
  looked.forEach((each, index) => {
    if (each.kind === 'text' && !each.found) {
      stamps.set([each.stamp.modified, each.stamp.size], 2 * index);
    } else others.push([index, each]);
  });
  return { stamps, others };
}

export function unpackLooked(
  files: readonly FileToLookAt[],
  { stamps, others }: Response,
): Looked[] {
  const looked = files.map(
    ({ path }, index): Looked => ({ path, kind: 'text', stamp: stampAt(stamps, index) }),
  );
  for (const [index, other] of others) looked[index] = other;
  return looked;
}

function stampAt(stamps: Float64Array, index: number): Stamp {
  return { modified: stamps[2 * index] ?? 0, size: stamps[2 * index + 1] ?? 0 };
}
