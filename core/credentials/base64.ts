/** Base64 or base64url of a length that it can have: to decode what is none takes long, because it throws. */
const BASE64 = /^(?:[\w+/-]{4})*(?:[\w+/-]{2}(?:==)?|[\w+/-]{3}=?)?$/;

/** What a text is in base64 or base64url, if that is printable ASCII: all that credentials are. */
export function fromBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/')).trimEnd();
  return /^[\x20-\x7e]+$/.test(decoded) ? decoded : undefined;
}
