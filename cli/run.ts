import { Command, CommanderError, Option } from 'commander';
import { check } from './check.ts';
import { FORMATS, type Format } from './formats.ts';
import { printable } from './printable.ts';

/** The version of package.json, put in by the build. */
declare const VERSION: string;

/** Exit codes: the same for every command. */
export const EXIT = {
  /** Nothing of severity error. */
  clean: 0,
  /** At least one error was found. */
  errors: 1,
  /** Wrong usage, or a path that could not be read. */
  trouble: 2,
} as const;

/** What the command line needs of its surroundings. */
export interface Surroundings {
  readonly cwd: string;
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
  /** Whether the output may hold colours: true only on a terminal. */
  readonly colours: boolean;
}

/** Runs `cartotoken` with its arguments, without the node and script ones, and returns the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { cwd, stdout, stderr, colours } = surroundings;
  let exitCode: number = EXIT.clean;

  const program = new Command('cartotoken')
    .description('Keeps CARTO credentials declared, restricted and out of the code.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });

  program
    .command('check')
    .description(
      'check declarations (*.cartotoken.json) and look for CARTO credentials in source files',
    )
    .argument(
      '[path...]',
      'files and folders; a folder is searched, leaving out what its .gitignore files name',
      ['.'],
    )
    .addOption(
      new Option('--format <format>', 'how to print what is found')
        .choices(Object.keys(FORMATS))
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 no errors, 1 errors, 2 wrong usage or a path that cannot be read.',
    )
    .action(async (paths: string[], { format }: { format: Format }) => {
      const report = await check(paths, cwd);
      for (const { path, reason } of report.unreadable) {
        stderr.write(`cartotoken: cannot read ${printable(path)}: ${printable(reason)}\n`);
      }
      stdout.write(FORMATS[format](report, { colours }));
      if (report.unreadable.length > 0) exitCode = EXIT.trouble;
      else if (report.findings.some(({ severity }) => severity === 'error')) exitCode = EXIT.errors;
    });

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong, or printed the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.trouble;
    throw error;
  }
  return exitCode;
}
