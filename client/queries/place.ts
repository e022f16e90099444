import { createHash } from 'node:crypto';
import type { Grant } from '../../core/declarations/declaration.ts';

/** What a grant is known by, as fingerprints: these are kept, and what they are of has no place outside its file. */
interface Mark {
  readonly connection: string;
  readonly source: string;
}

/** Which of a declaration's grants one is, and which others stood around it when it was last seen. */
export interface Place {
  readonly index: number;
  readonly marks: readonly Mark[];
}

/** A text's fingerprint in hexadecimal digits. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

export function marksOf(grants: readonly Grant[]): Mark[] {
  return grants.map(({ connection, source }) => ({
    connection: fingerprint(connection?.value ?? ''),
    source: fingerprint(source?.value ?? ''),
  }));
}

/**
 * Where a grant is after others were added, removed or moved, or it was changed itself. Undefined where it is gone,
 * and where that cannot be told: to take the wrong one for it would be worse.
 */
export function follow(
  { index, marks: before }: Place,
  after: readonly Mark[],
): number | undefined {
  const own = before[index];
  if (!own) return undefined;
  const isSameAt = (left: number, right: number) => isSame(before[left], after[right]);
  const shorter = Math.min(before.length, after.length);

  let head = 0;
  while (head < shorter && isSameAt(head, head)) head += 1;
  if (index < head) return index;

  let tail = 0;
  while (tail < shorter - head && isSameAt(before.length - 1 - tail, after.length - 1 - tail)) {
    tail += 1;
  }
  const fromEnd = before.length - index;
  if (fromEnd <= tail) return after.length - fromEnd;

  // It stands among those that changed.
  const nearest = (isIt: (mark: Mark) => boolean) =>
    after
      .flatMap((mark, at) => (at >= head && at < after.length - tail && isIt(mark) ? at : []))
      .sort((a, b) => Math.abs(a - index) - Math.abs(b - index))[0];
  const isNew = (mark: Mark) => !before.some((each) => isSame(each, mark));
  const isChanged = (mark: Mark) => mark.connection === own.connection && isNew(mark);
  const there = after[index];
  return (
    nearest((mark) => isSame(mark, own)) ??
    nearest((mark) => mark.source === own.source && isNew(mark)) ??
    (before.length === after.length && there && isChanged(there) ? index : undefined)
  );
}

function isSame(a: Mark | undefined, b: Mark | undefined): boolean {
  return a?.connection === b?.connection && a?.source === b?.source;
}
