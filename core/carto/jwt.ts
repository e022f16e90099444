import { asRecord } from '../json/record.ts';

/** One of a JWT's first two parts as the object that it is; undefined where it is none. */
export function readJwtPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return asRecord(JSON.parse(/[\x80-\xff]/.test(bytes) ? decoded(bytes) : bytes));
  } catch {
    return undefined;
  }
}

/** Bytes, a character each, as UTF-8. */
function decoded(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
}
