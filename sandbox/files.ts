import { readFile, rename, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { ACCOUNT, type Account } from './account.ts';
import type { Seed } from './seed.ts';
import { read } from './shape.ts';

/**
 * Reads the account that a state file holds.
 *
 * @param notice is told where the file is damaged; it is kept under another name then
 * @returns undefined where there is none that can be used
 * @throws Error with cause and remedy where the file is there and cannot be read
 */
export async function readState(
  file: string,
  now: Date,
  notice: (text: string) => void,
): Promise<Account | undefined> {
  const text = await textOf(file, 'state');
  if (text === undefined) return undefined;
  const fault = (says: string) => setAside(file, says, now, notice);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('it is not JSON');
  }
  const result = read(ACCOUNT, value);
  return result.ok ? result.value : fault(result.faults.slice(0, 3).join('; '));
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
    const there = await readFile(file, 'utf8').catch(() => undefined);
    if (written !== undefined && there !== undefined && there !== written) {
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
    await writeFileAtomic(file, text, { mode: 0o600 });
    return text;
  } catch (error) {
    const remedy = 'Check that its folder is there and can be written to.';
    throw new Error(`The state file ${file} cannot be written: ${why(error)}. ${remedy}`);
  }
}

/** Reads a seed file; whether it can be used shows when a sandbox is started with it. @throws Error with cause and remedy */
export async function readSeed(file: string): Promise<Seed> {
  const text = await textOf(file, 'seed');
  if (text === undefined) {
    throw new Error(`There is no seed file ${file}. Check its name.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The seed file ${file} is not JSON. Correct it and start again.`);
  }
}

/** @returns undefined where there is no such file */
async function textOf(file: string, kind: 'state' | 'seed'): Promise<string | undefined> {
  try {
    // A pipe has no end that could be waited for; a seed may come through one.
    const found = await stat(file);
    if (kind === 'state' && !found.isFile() && !found.isDirectory()) {
      throw new Error('it is no file');
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const remedy = 'Check that it is a file that you may read.';
    throw new Error(`The ${kind} file ${file} cannot be read: ${why(error)}. ${remedy}`);
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'it is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'no space left',
};

function why(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? message;
}
