import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { visible, visibleLines } from '../core/control-characters.ts';
import { Redactor } from '../core/credentials/redact.ts';
import { TRAILING_SLASH_CHOICES, type TrailingSlash } from '../core/declarations/circumstances.ts';
import type { RuleId } from '../core/inspect.ts';
import { SEVERITY_CHOICES, type Severities } from '../core/problem.ts';
import { ambiguousOption } from './ambiguous.ts';
import { check } from './check.ts';
import { checkChanges } from './check-changes.ts';
import { EXIT } from './exit.ts';
import { FORMATS, type Format } from './formats.ts';
import { GitError } from './git/git.ts';
import { learnArguments } from './redacted.ts';
import type { Report, Unreadable } from './report.ts';
import { explain, findRule, listRules } from './rules.ts';
import { portNamed, runSandbox, type SandboxChoices } from './sandbox.ts';
import type { TokensChoices } from './tokens.ts';
import { verdictOn } from './verdict.ts';

/** The version of package.json, put in by the build. */
declare const VERSION: string;

/** What the command line needs of its surroundings. */
export interface Surroundings {
  /** Learns what is found. */
  readonly redactor?: Redactor;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
  /** Whether the output may hold colours: true only on a terminal. */
  readonly colours: boolean;
  /** Whether the output is a terminal, where others may look on. */
  readonly isTerminal: boolean;
  /** Path of docs/rules.md, in which each rule is explained. */
  readonly rulesPage: string;
  /** Path of the bundle that looks at files in a thread of its own; without it, all is done in one. */
  readonly scanWorker?: string;
  /** Resolves when the user ends a command that runs on: with Ctrl-C. Asked for by such commands only. */
  readonly untilEnded: () => Promise<void>;
  /** Asks the user, and gives the line that is typed; '' where there is none. Undefined where nobody can answer. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
}

interface CheckOptions {
  readonly format: Format;
  readonly rule: Severities;
  readonly trailingSlash: TrailingSlash;
  readonly staged?: boolean;
  readonly since?: string;
  readonly maxWarnings?: number;
  /** Commander's name for `--no-ignore` not being there. */
  readonly ignore: boolean;
}

/** Runs `cartotoken` with its arguments, without the node and script ones, and returns the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { cwd, stdout, stderr, colours, rulesPage } = surroundings;
  let exitCode: number = EXIT.clean;
  const { redactor = new Redactor() } = surroundings;
  learnArguments(redactor, args);

  const program = new Command('cartotoken')
    .description('Keeps CARTO credentials declared, restricted and out of the code.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // It repeats what was typed by mistake.
      writeErr: (text) => void stderr.write(visibleLines(redactor.redact(text))),
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
    .option(
      '--rule <rule=severity>',
      `another severity for a rule: ${SEVERITY_CHOICES.join(', ')} (can be repeated)`,
      withSeverity,
      {},
    )
    .addOption(
      new Option('--trailing-slash <way>', 'how referers are written')
        .choices(TRAILING_SLASH_CHOICES)
        .default('require'),
    )
    .addOption(
      new Option(
        '--staged',
        'check what git is about to commit, and print what is new with it',
      ).conflicts('since'),
    )
    .option(
      '--since <revision>',
      'check what has changed since this branch left a revision, and print what is new since then',
    )
    .option(
      '--max-warnings <number>',
      'how many warnings are allowed; if left out, any but credentials in files',
      countNamed,
    )
    .option('--no-ignore', 'also look at files that git ignores, and into node_modules')
    .addHelpText(
      'after',
      '\nExit code: 0 passed, 1 errors, credentials in files or too many warnings, 2 wrong usage, or what cannot be read or fully checked.',
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const { format, maxWarnings } = options;
      const report = await reportOn(paths, options, surroundings, redactor);
      const tell = (all: readonly Unreadable[], what: (path: string) => string) => {
        for (const { path, reason } of all) {
          stderr.write(`cartotoken: ${what(visible(path))}: ${visible(reason)}\n`);
        }
      };
      tell(report.unreadable, (file) => `cannot read ${file}`);
      tell(report.unchecked, (file) => `${file} is not fully checked`);
      const how = { colours, cwd, rulesPage, maxWarnings, version: VERSION };
      stdout.write(await FORMATS[format](report, how));
      if (report.unreadable.length + report.unchecked.length > 0) exitCode = EXIT.trouble;
      else if (verdictOn(report, maxWarnings) !== 'clean') exitCode = EXIT.failed;
    });

  program
    .command('rules')
    .description('list the rules with their severities')
    .action(() => void stdout.write(listRules(colours)));

  program
    .command('explain')
    .description('say what a rule finds, why, and what to do')
    .argument('<rule>', 'as `cartotoken rules` lists it', ruleNamed)
    .action(async (rule: RuleId) => void stdout.write(await explain(rule, rulesPage)));

  program
    .command('sandbox')
    .description('run a local CARTO account that enforces what CARTO documents, to try things out')
    .option('--port <port>', 'where it listens; 0 is any port that is free', portNamed, 0)
    .option('--host <host>', 'an address of this machine; 127.0.0.1 if left out, for itself only')
    .option('--state <file>', 'keep the account in a file, with its secrets')
    .option('--seed <file>', 'what a new account begins with, as JSON')
    .addHelpText(
      'after',
      '\nPrints its addresses and credentials as one line of JSON, and runs until Ctrl-C.' +
        '\nExit code: 0 ended, 2 wrong usage, or it could not start.',
    )
    .action(async (choices: SandboxChoices) => {
      if (!(await runSandbox(choices, surroundings))) exitCode = EXIT.trouble;
    });

  program
    .command('tokens')
    .description('look at the access tokens of a CARTO account')
    .command('list')
    .description('list the access tokens of the account that the environment names')
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['text', 'json'] satisfies TokensChoices['format'][])
        .default('text'),
    )
    .option('--show-secrets', 'print the credentials too; on a terminal it asks first')
    .addHelpText('after', TOKENS_HELP)
    .action(async (choices: TokensChoices) => {
      // A bundle of its own: checking files needs nothing of it, least of all its network.
      const { runTokensList } = await import('./tokens.ts');
      if (!(await runTokensList(choices, surroundings))) exitCode = EXIT.trouble;
    });

  const ambiguous = args[0] === 'check' ? ambiguousOption(args.slice(1), cwd) : undefined;
  if (ambiguous !== undefined) {
    const said =
      `"${ambiguous}" is an option, and there is a file of that name here. Write -- between options and paths ` +
      '(`cartotoken check --staged --`, `cartotoken check -- *`), or rename the file.';
    stderr.write(`cartotoken: ${visible(redactor.redact(said))}\n`);
    return EXIT.trouble;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong, or printed the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.trouble;
    if (error instanceof GitError) {
      stderr.write(`cartotoken: ${visible(redactor.redact(error.message))}\n`);
      return EXIT.trouble;
    }
    throw error;
  }
  return exitCode;
}

/** @throws GitError where git cannot say what has changed */
function reportOn(
  paths: readonly string[],
  { rule, trailingSlash, staged, since, ignore }: CheckOptions,
  { cwd, env, scanWorker }: Surroundings,
  redactor: Redactor,
): Promise<Report> {
  const settings = { severities: rule, trailingSlash };
  if (!staged && since === undefined) {
    return check(paths, { cwd, scanWorker, includesIgnored: !ignore, redactor }, settings);
  }
  const scope = since === undefined ? 'staged' : { since };
  return checkChanges(scope, paths, { cwd, env }, redactor, settings);
}

const TOKENS_HELP = `
Environment:
  CARTO_CLIENT_ID, CARTO_CLIENT_SECRET  a machine-to-machine client of the account
  CARTO_OAUTH_TOKEN_URL                 where it signs in, if that is not at CARTO
  CARTO_ACCESS_TOKEN                    an OAuth Access Token, instead of the client
  CARTO_API_BASE_URL                    where the account’s APIs are; found if left out
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY     the proxy on the way there

Exit code: 0 listed, 2 wrong usage, or they could not be had.`;

/** @throws InvalidArgumentError, which commander says, with what was perhaps meant */
function ruleNamed(name: string): RuleId {
  const { rule, suggestion } = findRule(name);
  if (rule) return rule;
  throw new InvalidArgumentError(
    suggestion ? `Did you mean "${suggestion}"?` : '`cartotoken rules` lists the rules there are.',
  );
}

/** A whole number. @throws InvalidArgumentError, which commander says */
function countNamed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, 0 or more.');
}

/** One more `rule=severity`. @throws InvalidArgumentError, which commander says */
function withSeverity(setting: string, before: Severities): Severities {
  const [name = '', chosen] = setting.split('=');
  const severity = SEVERITY_CHOICES.find((choice) => choice === chosen);
  if (!severity) throw new InvalidArgumentError(`Write <rule>=<${SEVERITY_CHOICES.join('|')}>.`);
  return { ...before, [ruleNamed(name)]: severity };
}
