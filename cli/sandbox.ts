import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { visible } from '../core/control-characters.ts';
import { redact } from '../core/credentials/redact.ts';
import type { Surroundings } from './run.ts';

/** What `cartotoken sandbox` is told. */
export interface SandboxChoices {
  readonly host?: string;
  readonly port: number;
  readonly state?: string;
  readonly seed?: string;
}

/**
 * Runs a sandbox until the user ends it. Its addresses go to standard output as one line of JSON, all else to standard
 * error.
 *
 * @returns whether it ran: what kept it from starting is said
 */
export async function runSandbox(
  { host, port, state, seed }: SandboxChoices,
  { cwd, stdout, stderr, untilEnded }: Surroundings,
): Promise<boolean> {
  const say = (text: string) => stderr.write(`cartotoken: ${visible(redact(text))}\n`);
  // From here on Ctrl-C is not the death of the process, but the end of the sandbox.
  const ended = untilEnded();
  // A bundle of its own: checking files needs nothing of it.
  const { readSeed, startSandbox } = await import('../sandbox/sandbox.ts');
  try {
    const sandbox = await startSandbox({
      port,
      ...(host === undefined ? {} : { host }),
      ...(state === undefined ? {} : { stateFile: path.resolve(cwd, state) }),
      ...(seed === undefined ? {} : { seed: await readSeed(path.resolve(cwd, seed)) }),
      notice: say,
    });
    stdout.write(`${JSON.stringify(sandbox.addresses)}\n`);
    say(`a CARTO account is at ${sandbox.addresses.apiBaseUrl}. Ctrl-C ends it.`);
    await ended;
    await sandbox.stop();
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** A port as it is written. @throws InvalidArgumentError, which commander says */
export function portNamed(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Write a whole number from 0 (any that is free) to 65535.');
}
