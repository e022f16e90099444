/** CARTO's name as it is written, and the APIs of CARTO Engine, which may have a host of their own. */
const CARTO = ['carto', 'Carto', 'CARTO', '/api/v'];
/** The beginning of every JWT, and of one in base64. */
const TOKENS = ['eyJ', 'ZXlK'];
/** The APIs of a host of its own, as a part of another URL. */
const ENCODED = ['api%2Fv', 'api%252Fv'];

/**
 * Of these every text holds one that holds a finding: all are ASCII, so that they can be looked for in bytes as well. Most
 * texts hold none, and are done with.
 */
export const NEEDLES: readonly string[] = [...CARTO, ...TOKENS, ...ENCODED];

/** One pass for all is several times as quick as one for each. */
const ANY_NEEDLE = new RegExp(NEEDLES.join('|'));
const ANY_CARTO = new RegExp(CARTO.join('|'));

/** Whether a text can hold a finding at all. */
export function mayHoldFindings(text: string): boolean {
  return ANY_NEEDLE.test(text);
}

/** Whether a plain text can hold one that is known by CARTO's name. */
export function mayNameCarto(text: string): boolean {
  return ANY_CARTO.test(text);
}
