import { realpath, rename } from 'node:fs/promises';
import { BOUNDS } from '../disk/bounds.ts';
import { isMissing } from '../disk/errors.ts';
import { readFile } from '../disk/read-file.ts';
import { readGiven } from '../disk/read-given.ts';
import { reasonOfDisk } from '../disk/reasons.ts';
import { OWNER_ONLY, replaceFile } from '../disk/replace-file.ts';
import { removeStaleCopies } from '../disk/stale-copies.ts';
import { ACCOUNT, type Account } from './account.ts';
import type { Seed } from './seed.ts';
import { read } from './shape.ts';

/**
 * Reads the account that a state file holds, and removes what a sandbox that was killed has left beside it.
 *
 * @param notice is told where the file is damaged; it is kept under another name then
 * @returns undefined where there is none that can be used
 * @throws Error with cause and remedy where the file is there and cannot be read, or is none of a sandbox
 */
export async function readState(
  file: string,
  now: Date,
  notice: (text: string) => void,
): Promise<Account | undefined> {
  const text = await stateText(file);
  await removeStaleCopies(await realpath(file).catch(() => file));
  if (!text?.trim()) return undefined; // an empty one is nobody's
  const fault = (says: string) => {
    if (isOfSandbox(text)) return setAside(file, says, now, notice);
    throw new Error(
      `The file ${file} is no state of a sandbox: ${says}. It is left as it is. Name another file, or move this one away.`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('it is not JSON');
  }
  const result = read(ACCOUNT, value);
  return result.ok ? result.value : fault(result.faults.slice(0, 3).join('; '));
}

/** Whether a text begins as states do, which are written whole: one that is cut off or edited does, and other files do not. */
function isOfSandbox(text: string): boolean {
  return /^\s*\{\s*"version":\s*\d+,\s*"username":\s*"/.test(text.slice(0, 1000));
}

/**
 * What keeps an account in a state file, for as long as nobody else writes it.
 *
 * @returns keeps an account; throws Error with cause and remedy where it cannot, or the file is another's meanwhile
 */
export function stateKeeper(file: string): (account: Account) => Promise<void> {
  let written: string | undefined;
  return async (account) => {
    // One that is gone is written anew.
    const there = written === undefined ? undefined : await stateText(file);
    if (there !== undefined && there !== written) {
      throw new Error(
        `The state file ${file} was changed by somebody else, so that nothing is written any more. Give each sandbox a file of its own, and start again.`,
      );
    }
    written = await writeState(file, account);
  };
}

/** Replaces a state file whole. It holds secrets, so only its owner may read it. @throws Error with cause and remedy */
async function writeState(file: string, account: Account): Promise<string> {
  const text = `${JSON.stringify(account, null, 2)}\n`;
  try {
    await replaceFile(file, text, { mode: OWNER_ONLY, isModeForced: true });
    return text;
  } catch (error) {
    const reason = isMissing(error) ? 'no such folder' : why(error);
    const remedy = 'Check that its folder is there, can be written to, and has space left.';
    throw new Error(`The state file ${file} cannot be written: ${reason}. ${remedy}`);
  }
}

/** Reads a seed file; whether it can be used shows when a sandbox is started with it. @throws Error with cause and remedy */
export async function readSeed(file: string): Promise<Seed> {
  let text: string;
  try {
    text = (await readGiven(file, BOUNDS.sandboxState)).toString('utf8');
  } catch (error) {
    if (isMissing(error)) throw new Error(`There is no seed file ${file}. Check its name.`);
    throw new Error(`The seed file ${file} cannot be read: ${why(error)}. ${READABLE}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The seed file ${file} is not JSON. Correct it and start again.`);
  }
}

const READABLE = 'Check that it is a file that you may read.';

/** @returns undefined where there is no such file */
async function stateText(file: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(file, { bound: BOUNDS.sandboxState, links: 'followed' });
    return bytes.toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`The state file ${file} cannot be read: ${why(error)}. ${READABLE}`);
  }
}

async function setAside(
  file: string,
  says: string,
  now: Date,
  notice: (text: string) => void,
): Promise<undefined> {
  const aside = `${file}.damaged-${now.toISOString().replace(/[:.]/g, '-')}`;
  await rename(file, aside);
  notice(
    `The state file ${file} is damaged: ${says}. It is kept as ${aside}; the account begins anew.`,
  );
}

function why(error: unknown): string {
  return reasonOfDisk(error) ?? (error as Error).message;
}
