import * as vscode from 'vscode';
import type { KnownBody } from '../../core/carto/changes.ts';
import { bodyOf, declarationText } from '../../core/declarations/body.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { newErrors } from '../../core/new-errors.ts';
import { expiryFault } from './uneditable.ts';

/** The text of a file as it is saved. @throws where it is not UTF-8: what it means could only be guessed */
export function textIn(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Error(
      vscode.l10n.t(
        'A token is saved in UTF-8 only: choose “Save with Encoding” and UTF-8 in the status bar.',
      ),
    );
  }
}

/** What a text makes of a token. @throws Error with why it cannot be that */
export function bodyIn(text: string, current: KnownBody): KnownBody {
  const declaration = parseDeclaration(text);
  if (declaration.kind === 'api-key') {
    throw new Error(
      vscode.l10n.t(
        'This declares an API key of CARTO Engine, not an access token. Undo that, and save again.',
      ),
    );
  }
  const fault =
    declaration.faults.length === 0 && expiryFault(declaration, current.expiration_date);
  if (fault) throw new Error(fault);
  // What the body leaves out is no part of it, and has to be right in the text.
  const [first] = newErrors(declarationText(current), text, new Date());
  if (first) {
    const line = text.slice(0, first.span.start).split('\n').length;
    throw new Error(vscode.l10n.t('Line {0}: {1}', line, first.message));
  }
  return bodyOf(declaration) as KnownBody;
}
