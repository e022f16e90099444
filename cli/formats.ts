import type { Report } from './check.ts';
import { json } from './formats/json.ts';
import { text } from './formats/text.ts';

export interface FormatOptions {
  readonly colours: boolean;
}

/** Every output format by its name. A new one is a file in formats/ and a line here. */
export const FORMATS = { text, json } as const satisfies Readonly<
  Record<string, (report: Report, options: FormatOptions) => string>
>;

export type Format = keyof typeof FORMATS;
