/** What a text is in base64 or base64url, if that is printable ASCII: all that credentials are. */
export function fromBase64(text: string): string | undefined {
  try {
    const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/')).trimEnd();
    return /^[\x20-\x7e]+$/.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
