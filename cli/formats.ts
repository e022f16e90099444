import { json } from './formats/json.ts';
import { sarif } from './formats/sarif.ts';
import { text } from './formats/text.ts';
import type { Report } from './report.ts';

export interface FormatOptions {
  readonly colours: boolean;
  /** How many warnings are allowed; undefined where any number is. */
  readonly maxWarnings: number | undefined;
  /** What the paths of the report are relative to. */
  readonly cwd: string;
  /** Path of docs/rules.md, in which each rule is explained. */
  readonly rulesPage: string;
  /** The version of this command line. */
  readonly version: string;
}

/** Every output format by its name. A new one is a file in formats/ and a line here. */
export const FORMATS = { text, json, sarif } as const satisfies Readonly<
  Record<string, (report: Report, options: FormatOptions) => string | Promise<string>>
>;

export type Format = keyof typeof FORMATS;
