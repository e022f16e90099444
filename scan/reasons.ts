import { redact } from '../core/credentials/redact.ts';
import { reasonOfDisk } from '../disk/reasons.ts';

/** Why something could not be read, in words: without credentials, which may stand in the path that others name. */
export function reasonOf(error: unknown): string {
  return reasonOfDisk(error) ?? redact((error as Error).message);
}
