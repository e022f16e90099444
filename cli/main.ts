#!/usr/bin/env node
import path from 'node:path';
import { EXIT, run } from './run.ts';

const { argv, stdout, stderr } = process;

// The reader of a pipe may leave early (`| head`): what it no longer reads need not be written, and changes no result.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

run(argv.slice(2), {
  cwd: process.cwd(),
  stdout,
  stderr,
  colours: stdout.isTTY === true && !process.env['NO_COLOR'],
  rulesPage: path.join(__dirname, '../docs/rules.md'), // beside dist/, here and in the package
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    stderr.write(`cartotoken: ${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = EXIT.trouble;
  },
);
