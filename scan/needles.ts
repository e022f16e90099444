import { NEEDLES } from '../core/credentials/prefilter.ts';

/**
 * Parts of the needles that begin with a rare byte: searching jumps from one of that byte to the next, so that it takes
 * half as long as for the whole needles, and finds little more.
 */
const PARTS = ['arto', 'RTO', '/api/v', 'yJ', 'ZXlK', 'Fv'];

const bytes = (text: string) => Buffer.from(text);

/** In what holds none of these is no needle. */
const FIRST: readonly Buffer[] = [
  ...PARTS,
  ...NEEDLES.filter((needle) => !PARTS.some((part) => needle.includes(part))),
].map(bytes);
const WHOLE: readonly Buffer[] = NEEDLES.map(bytes);

/** Whether bytes that are no UTF-16 can hold a finding. */
export function mayHoldFindings(text: Buffer): boolean {
  const includes = (each: Buffer) => text.includes(each);
  return FIRST.some(includes) && WHOLE.some(includes);
}
