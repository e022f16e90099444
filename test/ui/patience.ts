import { expect } from 'vitest';

/** How long opening a window takes on a quiet machine of two cores, in milliseconds. */
const USUAL = 8000;
/** How long something is waited for there. Nothing that comes takes as long. */
const QUIET = 60_000;
const MOST = 15 * 60_000;

let slowness = 1;

/**
 * Takes note of how long a window took to open, which says how slow the machine is: from then on everything is waited
 * for so many times as long.
 */
export function openedIn(milliseconds: number): void {
  slowness = Math.max(slowness, milliseconds / USUAL);
}

/** How long something is waited for before it is said not to come, in milliseconds. */
export function patience(): number {
  return Math.min(QUIET * slowness, MOST);
}

/** How long a window may take to open, in milliseconds: nothing is known of the machine yet. */
export const TO_OPEN = MOST;

/** As `expect.poll`: asks until the answer is the expected one, as long as this machine makes it. */
export function poll<T>(
  ask: () => T | Promise<T>,
  message?: string,
): ReturnType<typeof expect.poll<T>> {
  return expect.poll(ask, { timeout: patience(), ...(message ? { message } : {}) });
}

/**
 * How long a person waits before trying again, in milliseconds: twice as long each time. A list that takes longer to come on a
 * busy machine than the first wait must not be closed again and again before it has come.
 */
export function* soon(): Generator<number, never> {
  for (let wait = 3000; ; wait *= 2) yield wait;
}
