/** More than any editor sends, in bytes: a text may have 512 MB, but of one with more than some MB no editor tells. */
export const LONGEST_MESSAGE = 256 * 1024 * 1024;
/** More than any header has, in bytes. */
const LONGEST_HEADER = 4096;

const END = '\r\n\r\n';

/**
 * Follows how a stream is divided into messages: a header with their length, and so many bytes. Where a header cannot be read, nobody knows
 * where the next message begins. Source: Language Server Protocol, "Base Protocol".
 */
export class MessageFraming {
  #header = '';
  /** How much of a message is still to come, in bytes. */
  #left = 0;

  /** Takes what comes next. @returns what is wrong with a header, without what stands in it: it may be a credential */
  take(chunk: Buffer): string | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, chunk.length - at);
        this.#left -= taken;
        at += taken;
        continue;
      }
      const before = this.#header.length;
      this.#header += chunk.toString('latin1', at, at + LONGEST_HEADER + END.length - before);
      const end = this.#header.indexOf(END, Math.max(0, before - END.length));
      if (end === -1) return faultOf(this.#header);
      const length = lengthIn(this.#header.slice(0, end));
      if (length === undefined) return 'a message header has no length';
      if (length > LONGEST_MESSAGE) return `a message is longer than ${LONGEST_MESSAGE} bytes`;
      at += end + END.length - before;
      this.#header = '';
      this.#left = length;
    }
    return undefined;
  }
}

/** What is wrong with a header that has not ended yet. */
function faultOf(header: string): string | undefined {
  if (header.length >= LONGEST_HEADER) return 'a message header does not end';
  return isBeginning(header) ? undefined : 'what it reads does not begin with a message header';
}

/** Whether a header may begin so: with the name of a field. */
function isBeginning(header: string): boolean {
  const first = 'content-';
  const beginning = header.slice(0, first.length).toLowerCase();
  return first.startsWith(beginning);
}

function lengthIn(header: string): number | undefined {
  if (!isBeginning(header)) return undefined;
  for (const line of header.split('\r\n')) {
    const colon = line.indexOf(':');
    if (line.slice(0, colon).trim().toLowerCase() !== 'content-length') continue;
    const value = line.slice(colon + 1).trim();
    return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  }
  return undefined;
}
