import { findAccessTokens } from './access-token.ts';

/** How much of a credential may be shown: enough to recognise its kind, never enough to use it. */
const SHOWN = 6;

/** Cuts every credential in `text` down to its first characters. Stands in front of every log. */
export function redact(text: string): string {
  let redacted = '';
  let from = 0;
  for (const { span } of findAccessTokens(text)) {
    redacted += `${text.slice(from, span.start + SHOWN)}…`;
    from = span.end;
  }
  return redacted + text.slice(from);
}
