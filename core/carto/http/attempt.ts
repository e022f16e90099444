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

/** The longest answer that is read, in bytes: tens of thousands of tokens. */
const LONGEST = 64 * 1024 * 1024;

/**
 * Makes one request and reads its answer whole, within a time limit. No redirect is followed, because what is sent is
 * for the host it was meant for.
 *
 * @param init without a signal
 * @param timeLimit milliseconds
 * @throws CartoError where there is no whole answer; of a status that refuses says nothing
 */
export async function attempt(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  timeLimit: number,
  signal?: AbortSignal,
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
    return { status, headers, text: await wholeText(response, host), host };
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

async function wholeText({ body }: Response, host: string): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const parts: string[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > LONGEST) {
      await reader.cancel().catch(() => undefined);
      throw new CartoError('unreadable-answer', { host, fault: phrase('it is longer than 64 MB') });
    }
    parts.push(decoder.decode(part.value, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}
