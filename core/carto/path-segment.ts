import { phrase } from '../phrase.ts';
import { CartoError } from './error.ts';

/**
 * A name that a server has given as one segment of an address's path, so that it leads to no other path. `.` and `..` would, and cannot be
 * escaped, since URLs read `%2e` as a dot. Source: WHATWG, "URL Standard".
 *
 * @param host whom the address is of, for the message; the name is not in it: it may be a credential
 * @throws CartoError `unreadable-answer` where no address can name it
 */
export function pathSegment(name: string, host: string): string {
  if (!canBeSegment(name)) {
    const fault = phrase('it has something with a name that no address can hold');
    throw new CartoError('unreadable-answer', { host, fault });
  }
  return encodeURIComponent(name);
}

/** Whether a name can be one segment of a path: not nothing, no dots that lead elsewhere, and no half of a character, which cannot be encoded. */
export function canBeSegment(name: string): boolean {
  return !/^\.{0,2}$/.test(name) && !/\p{Surrogate}/u.test(name);
}
