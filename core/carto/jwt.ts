import { asRecord } from '../json/record.ts';

/** One of a JWT's first two parts as the object that it is; undefined where it is none. */
export function readJwtPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return asRecord(
      JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)))),
    );
  } catch {
    return undefined;
  }
}
