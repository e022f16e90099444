/** How many characters of a credential in a row are a leak. */
const LENGTH = 10;

/** Ways that a credential is written in the wild, each of which the detectors undo, or people do. */
export const DISGUISES: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
  'as HTTP Basic': (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  'percent-encoded': (secret) => each(secret, (code) => `%${hex(code, 2)}`),
  'percent-encoded twice': (secret) => each(secret, (code) => `%25${hex(code, 2).toUpperCase()}`),
  'with encoded dots': (secret) => secret.replaceAll('.', '%2E').replaceAll('-', '%2d'),
  'in escapes': (secret) => each(secret, (code) => `\\u${hex(code, 4)}`),
  'in escapes of bytes': (secret) => each(secret, (code) => `\\x${hex(code, 2)}`),
  'in entities': (secret) => each(secret, (code) => `&#${code};`),
  'in hexadecimal entities': (secret) => each(secret, (code) => `&#x${hex(code, 2)};`),
  'with zero-width spaces': (secret) => [...secret].join('\u200b'),
  'with a soft hyphen': (secret) => `${secret.slice(0, 8)}\u00ad${secret.slice(8)}`,
  'with tag characters': (secret) => [...secret].join('\u{e0041}'),
  'with a byte order mark': (secret) => `${secret.slice(0, 7)}\ufeff${secret.slice(7)}`,
  'behind a backslash': (secret) => secret.replace(/[-_.]/g, '\\$&'),
};

/** Pieces of a credential that no shape tells: only who has found the whole knows them. */
export const PIECES: Readonly<Record<string, (secret: string) => string>> = {
  'its beginning': (secret) => secret.slice(0, 11),
  'its middle': (secret) => secret.slice(3, 14),
  'its end': (secret) => secret.slice(-11),
  'its middle, percent-encoded': (secret) =>
    each(secret.slice(3, 14), (code) => `%${hex(code, 2)}`),
};

function each(text: string, write: (code: number) => string): string {
  return Array.from(text, (character) => write(character.charCodeAt(0))).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** The longest part of a credential in an output that is a leak, in whatever way that is read; undefined where there is none. */
export function leakIn(output: string, secret: string): string | undefined {
  const parts = Array.from({ length: Math.max(0, secret.length - LENGTH + 1) }, (_, start) =>
    secret.slice(start, start + LENGTH),
  );
  for (const read of readings(output)) {
    const leaked = parts.find((part) => read.includes(part));
    if (leaked !== undefined) return leaked;
  }
  return undefined;
}

/** An output as whoever wants to can read it. */
function* readings(output: string): Generator<string> {
  let current = output;
  for (let layer = 0; layer < 3; layer += 1) {
    yield current;
    for (const [run] of current.matchAll(/[\w+/-]{14,}/g)) {
      for (const from of [0, 1, 2, 3]) {
        yield Buffer.from(run.slice(from), 'base64').toString('latin1');
      }
    }
    const next = decoded(current);
    if (next === current) return;
    current = next;
  }
}

function decoded(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+u\{([0-9a-f]{1,6})\}/gi, (all, code) =>
      Number.parseInt(code, 16) <= 0x10_ff_ff
        ? String.fromCodePoint(Number.parseInt(code, 16))
        : all,
    )
    .replace(/\\+x([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+(?=[-_.])/g, '')
    .replace(/%(?:25)*([2-7][0-9a-f])/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/&(?:amp;)*#x([0-9a-f]{2});/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/&(?:amp;)*#(\d{2,3});/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}
