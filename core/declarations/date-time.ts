/** ISO 8601, the extended format: a date, a time, and mostly a zone. */
export const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?([Zz]|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

const DAY = 24 * 60 * 60 * 1000;

/** The moment an ISO 8601 date-time names, in UTC where it names no zone; undefined where it is none. */
export function parseDateTime(value: string): Date | undefined {
  const [, year, month, day, hour, minute, second = '00', zone = 'Z'] = DATE_TIME.exec(value) ?? [];
  if (!day) return undefined;
  // The 30th of February is no day, though Date would take it for one in March.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const colon = zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${colon}`);
}

/** The start of the day that is so many days from now, as an ISO 8601 date-time. */
export function daysFrom(now: Date, days: number): string {
  return `${new Date(now.getTime() + days * DAY).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** What fixes set an expiration date to: long enough for a release, short enough to be looked at again. */
export function in90Days(now: Date): string {
  return daysFrom(now, 90);
}
