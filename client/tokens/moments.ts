import * as vscode from 'vscode';
import { shown } from '../../core/wording.ts';

const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const RELATIVE = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
const ABSOLUTE = new Intl.DateTimeFormat(vscode.env.language, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** How far a moment is from now, in the user's language: "in 3 days", "5 minutes ago", "now". */
export function fromNow(moment: number, now: Date): string {
  const distance = moment - now.getTime();
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 0];
  return RELATIVE.format(size === 0 ? 0 : Math.trunc(distance / size), unit);
}

/** A date-time of CARTO's, to the minute, in the user's language and time zone; as it is where it cannot be read. */
export function moment(dateTime: string): string {
  const time = Date.parse(dateTime);
  return Number.isNaN(time) ? shown(dateTime) : ABSOLUTE.format(time);
}
