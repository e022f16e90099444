import path from 'node:path';
import type { Redactor } from '../core/credentials/redact.ts';
import { type Conditions, defaults } from '../core/inspect.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { BOUNDS } from '../disk/bounds.ts';
import type { OnUnreadable } from '../disk/errors.ts';
import { IgnoreFiles, readIgnoreFile } from '../files/ignore-files.ts';
import { Places } from '../files/place.ts';
import { readTextSync } from '../files/read-text.ts';
import { reasonOf } from '../scan/reasons.ts';
import { scan } from '../scan/scan.ts';
import { Judging } from './judging.ts';
import { redacted } from './redacted.ts';
import type { Report } from './report.ts';

/** What a user has set for a run. */
export type Settings = Pick<Conditions, 'severities' | 'trailingSlash'>;

/** Where and how is looked for files. */
export interface Looking {
  readonly cwd: string;
  /** Path of the bundle that looks at files in a thread of its own; without it, all is done in this one. */
  readonly scanWorker?: string | undefined;
  /** Whether also files are looked at that git ignores, and those in node_modules. */
  readonly includesIgnored?: boolean;
  /** Learns what is found. */
  readonly redactor: Redactor;
}

/** Checks files and folders, those that can be read however many cannot. */
export async function check(
  paths: readonly string[],
  { cwd, scanWorker, includesIgnored = false, redactor }: Looking,
  settings?: Settings,
): Promise<Report> {
  const cannotRead: OnUnreadable = (file, error) =>
    judging.add({ path: file, kind: 'skipped', reason: reasonOf(error) }, () => '');
  const ignoreFiles = new IgnoreFiles([cwd], (full) => readIgnoreFile(full, cannotRead));
  const judging = judgingBy(settings, cwd, ignoreFiles, redactor, cannotRead);
  const named = new Set(paths.map((given) => path.resolve(cwd, given)));
  const options = {
    worker: scanWorker,
    includesIgnored,
    includesModules: includesIgnored,
    ignoreFiles,
  };
  const text = (file: string) => () => textAgain(file, named);
  await scan(
    [...named],
    (looked) => {
      for (const each of looked) judging.add(each, text(each.path));
    },
    options,
  );
  const { certain } = judging;
  // What is a credential in one file is one in the others.
  if (certain.size > 0) {
    await scan(
      [...named],
      (looked) => {
        for (const each of looked) judging.addAgain(each, text(each.path));
      },
      { ...options, certain: new Map(certain) },
    );
  }
  return redacted(await judging.report());
}

/** The text of a file in which something was found; '' where it has gone meanwhile. */
function textAgain(file: string, named: ReadonlySet<string>): string {
  try {
    const links = named.has(file) ? 'followed' : 'refused';
    return readTextSync(file, { bound: BOUNDS.text, links }) ?? '';
  } catch {
    return '';
  }
}

/** Judges as a user has set it. What is for development only matters where accounts are known. */
export function judgingBy(
  settings: Settings | undefined,
  cwd: string,
  ignoreFiles: IgnoreFiles,
  redactor: Redactor,
  cannotRead: OnUnreadable,
): Judging {
  const places = new Places([cwd], DEFAULT_SETTINGS.developmentPaths, cannotRead);
  return new Judging(cwd, { ...defaults(), ...settings }, places, ignoreFiles, redactor);
}
