import type { Certain } from '../core/credentials/certain.ts';
import { lookAt, lookWithin, spansIn } from '../core/credentials/look.ts';
import { readUpTo } from '../disk/read-file.ts';
import { decode, type Encoding } from '../files/encoding.ts';
import { type Beginning, beginningAfter, lineStarts, START } from './line-starts.ts';
import { type Found, joinedFound, Learned, type LookedText } from './looked.ts';

/** How much is read at once, in bytes. */
const PIECE = 1024 * 1024;
/** How much of what stands before and behind a piece is looked at with it, in characters: more than any credential has. */
const AROUND = 32 * 1024;

/**
 * Looks at a file that is too large to be read whole, piece by piece. Each piece is looked at with what stands around
 * it, and of that is kept what begins in the piece: so that nothing is found twice, nor missed where a piece ends.
 *
 * @param path where the file lies
 * @param size how much of the file is looked at, in bytes: it may be growing
 * @param certain what was found in other files
 * @param onPiece told of each piece before it is looked at
 */
export function lookInPieces(
  file: number,
  path: string,
  size: number,
  encoding: Encoding,
  { certain, onPiece }: { readonly certain: Certain; readonly onPiece: () => void },
): LookedText {
  const found: Found[] = [];
  const learned = new Learned();
  const pieces = piecesOf(file, size, encoding);
  let [before, beginning] = ['', START];
  let piece = pieces.next().value;
  while (piece !== undefined) {
    onPiece();
    const next = pieces.next().value;
    const behind = next?.slice(0, firstLines(next)) ?? '';
    const inPiece = lookAtPiece(path, before, piece, behind, beginning, learned, certain);
    if (inPiece) found.push(inPiece);
    beginning = beginningAfter(piece, beginning);
    before = piece.slice(lastLines(piece));
    piece = next;
  }
  return joinedFound(found, learned);
}

function lookAtPiece(
  path: string,
  before: string,
  piece: string,
  behind: string,
  beginning: Beginning,
  learned: Learned,
  certain: Certain,
): Found | undefined {
  const within = { start: before.length, end: before.length + piece.length };
  const look = lookWithin(
    lookAt(before + piece + behind, path, learned.learn, certain),
    within,
    beginning.offset - before.length,
  );
  const offsets = spansIn(look).flatMap(({ start, end }) => [start, end]);
  if (offsets.length === 0 && !look.isIncomplete) return undefined;
  return { look, lines: lineStarts(piece + behind, offsets, beginning) };
}

/** The texts that a file consists of, each of whole lines where lines are not very long. */
function* piecesOf(file: number, size: number, encoding: Encoding): Generator<string, undefined> {
  const memory = Buffer.allocUnsafe(PIECE);
  let [kept, position] = [0, 0];
  for (let isBeginning = true; ; isBeginning = false) {
    const end = readUpTo(file, memory, kept, Math.min(PIECE, kept + size - position), position);
    if (end === 0) return undefined;
    position += end - kept;
    const isLast = end < PIECE || position >= size;
    const length = isLast ? end : wholeLines(memory, encoding);
    yield decode(memory.subarray(0, length), encoding, isBeginning);
    memory.copy(memory, 0, length, end);
    kept = end - length;
    if (isLast) return undefined;
  }
}

/** How many bytes are whole lines, or at least whole characters. */
function wholeLines(bytes: Buffer, encoding: Encoding): number {
  if (encoding !== 'bytes') {
    const unit =
      encoding === 'utf-16le' ? bytes.readUInt16LE(PIECE - 2) : bytes.readUInt16BE(PIECE - 2);
    return PIECE - (isFirstOfTwo(unit) ? 2 : 0);
  }
  const line = bytes.lastIndexOf('\n') + 1;
  if (line > PIECE / 2) return line;
  let end = PIECE;
  for (let most = 3; most > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80; most -= 1) end -= 1;
  const last = bytes[end - 1] ?? 0;
  return last >= 0xc0 || last === CARRIAGE_RETURN ? end - 1 : PIECE;
}

const CARRIAGE_RETURN = 0x0d;

/** Whether a unit of UTF-16 may belong together with the next: as one character, or as the end of a line. */
function isFirstOfTwo(unit: number): boolean {
  return unit === CARRIAGE_RETURN || (unit >= 0xd800 && unit <= 0xdbff);
}

/** Where the first lines of a text end, or as much of a line as there is no end to. */
function firstLines(text: string): number {
  if (text.length <= AROUND) return text.length;
  return text.lastIndexOf('\n', AROUND - 1) + 1 || AROUND;
}

/** Where the last lines of a text begin. */
function lastLines(text: string): number {
  if (text.length <= AROUND) return 0;
  return text.indexOf('\n', text.length - AROUND) + 1 || text.length - AROUND;
}
