import { phrase } from '../../phrase.ts';
import { CartoError } from '../error.ts';
import type { Fetch } from './fetch.ts';
import { networkFailure } from './network-failure.ts';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The host that gave it. */
  readonly host: string;
}

const MEGABYTE = 1024 * 1024;

/**
 * The longest answer that is read, in bytes, once `fetch` has decompressed it: tens of thousands of tokens. Parsed, one of empty objects
 * takes 40 times as much memory.
 */
const LONGEST = 16 * MEGABYTE;
/** Of an answer that refuses, in bytes: a few sentences are read of it, and what comes behind them is not. */
const LONGEST_REFUSAL = 8 * MEGABYTE;

/**
 * Makes one request and reads its answer whole, within a time limit. No redirect is followed, because what is sent is
 * for the host it was meant for.
 *
 * @param init without a signal
 * @param timeLimit milliseconds, from the request to the last byte of its answer, however slowly those come
 * @param longest the most bytes of an answer that grants; where it has more, it fails
 * @throws CartoError where there is no whole answer; of a status that refuses says nothing
 */
export async function attempt(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  timeLimit: number,
  signal?: AbortSignal,
  longest = LONGEST,
): Promise<Answer> {
  const { host } = new URL(url);
  // A timer of our own: the platform's signals that time out or stand for several outlive the request.
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, timeLimit);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: ending.signal,
    });
    const { status, headers } = response;
    const { text, isWhole } = response.ok
      ? await textOf(response, longest)
      : await textOf(response, LONGEST_REFUSAL);
    if (response.ok && !isWhole) {
      const fault = phrase('it is longer than {count} MB', { count: longest / MEGABYTE });
      throw new CartoError('unreadable-answer', { host, fault });
    }
    return { status, headers, text, host };
  } catch (error) {
    if (error instanceof CartoError) throw error;
    if (signal?.aborted) throw new CartoError('cancelled', { host });
    if (ending.signal.aborted) throw new CartoError('timeout', { host, waited: timeLimit });
    throw networkFailure(error, host);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Reads a body up to so many bytes, decompressed: what comes behind them is not waited for. */
async function textOf(
  { body }: Response,
  longest: number,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  if (!body) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const parts: string[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const left = longest - size;
    size += part.value.byteLength;
    // A piece may be larger than all that is read.
    parts.push(decoder.decode(part.value.subarray(0, left), { stream: true }));
    if (size > longest) {
      await reader.cancel().catch(() => undefined);
      return { text: parts.join(''), isWhole: false };
    }
  }
  parts.push(decoder.decode());
  return { text: parts.join(''), isWhole: true };
}
