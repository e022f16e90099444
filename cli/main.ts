#!/usr/bin/env node
import path from 'node:path';
import { createInterface } from 'node:readline';
import { visibleLines } from '../core/control-characters.ts';
import { Redactor } from '../core/credentials/redact.ts';
import { keepCompiledCode } from './compile-cache.ts';
import { EXIT } from './exit.ts';

const { argv, env, stdin, stdout, stderr } = process;
/** Knows what a run has found, also where a fault ends it. */
const redactor = new Redactor();

function sayFault(error: unknown): void {
  const words = error instanceof Error ? `${error.stack}` : `${error}`;
  stderr.write(`cartotoken: ${visibleLines(redactor.redact(words))}\n`);
}

process.on('uncaughtException', (error) => {
  sayFault(error);
  process.exit(EXIT.trouble);
});

// The reader of a pipe may leave early (`| head`): what it no longer reads need not be written, and changes no result.
stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  stderr.write(`cartotoken: the output cannot be written: ${message}. Send it somewhere else.\n`);
  process.exit(EXIT.trouble);
});

/** The listeners stay: a library that cleans up at the end takes a signal for fatal where nobody listens. */
function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    let isEnding = false;
    const end = () => {
      // Asked twice, it ends at once.
      if (isEnding) process.exit(EXIT.trouble);
      isEnding = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  });
}

/** Line by line and not key by key, so that Ctrl-C stays a signal. */
async function ask(question: string, signal: AbortSignal): Promise<string> {
  stderr.write(question);
  for await (const line of createInterface({ input: stdin, signal })) return line;
  stderr.write('\n'); // nothing was typed that would have ended the line
  return '';
}

/** The command line itself is a bundle of its own, so that what it is compiled to can be kept from its second run on. */
async function main(): Promise<number> {
  keepCompiledCode(env);
  const { run } = await import('./run.ts');
  return run(argv.slice(2), {
    cwd: process.cwd(),
    redactor,
    env,
    stdout,
    stderr,
    colours: stdout.isTTY === true && !env['NO_COLOR'],
    isTerminal: stdout.isTTY === true,
    rulesPage: path.join(__dirname, '../docs/rules.md'), // beside dist/, here and in the package
    scanWorker: path.join(__dirname, 'scan-worker.js'),
    untilEnded,
    ask: stdin.isTTY && stderr.isTTY ? ask : undefined,
  });
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    sayFault(error);
    process.exitCode = EXIT.trouble;
  },
);
