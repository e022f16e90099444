/**
 * What every text holds that holds a finding: all are ASCII, so that they can be looked for in bytes as well. Source texts
 * without any of them are most, and are done with them.
 */
export const NEEDLES: readonly string[] = [
  // CARTO's name, as it is written.
  ...['carto', 'Carto', 'CARTO'],
  // The beginning of every JWT, and of one in base64.
  ...['eyJ', 'ZXlK'],
  // The APIs of CARTO Engine, which may have a host of their own.
  ...['/api/v1/', '/api/v2/', '/api/v3/', 'api%2Fv'],
];

/** Whether a text can hold a finding at all. */
export function mayHoldFindings(text: string): boolean {
  return NEEDLES.some((needle) => text.includes(needle));
}
