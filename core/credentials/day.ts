/** A day as messages name it, whatever the machine's language and zone: "2026-11-25". */
export function day(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}
