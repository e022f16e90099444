import * as vscode from 'vscode';
import type { Declaration } from '../../core/declarations/declaration.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { isWhole, placeFor, topLevel } from '../../core/declarations/places.ts';
import { innerSpan } from '../../core/json/tree.ts';

/** What CARTO does not keep of a declaration. */
const NOT_KEPT = ['$schema', 'environment', 'usage'] as const;

/** Says at the place what of a token cannot be edited: in its file, beside what the language server finds. */
export class Uneditable implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('cartotoken.tokens');

  /** @param expires when the token expires, as CARTO has it */
  show(document: vscode.TextDocument, expires: string | undefined): void {
    const declaration = parseDeclaration(document.getText());
    const found = [...expiryFound(declaration, expires), ...notKept(declaration)];
    this.#collection.set(
      document.uri,
      found.map(({ span, severity, message }) => {
        const range = new vscode.Range(
          document.positionAt(span.start),
          document.positionAt(span.end),
        );
        const diagnostic = new vscode.Diagnostic(range, message, severity);
        diagnostic.source = 'CARTO';
        return diagnostic;
      }),
    );
  }

  hide(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** Why a declaration cannot be saved in the place of a token that expires so; undefined where it can. */
export function expiryFault(
  declaration: Declaration,
  expires: string | undefined,
): string | undefined {
  const value = topLevel(declaration, 'expiration_date')?.value;
  const isAsBefore =
    value === undefined || value.type === 'null'
      ? expires === undefined
      : value.value === expires || Date.parse(String(value.value)) === Date.parse(expires ?? '');
  if (isAsBefore) return undefined;
  return expires === undefined
    ? vscode.l10n.t(
        'CARTO lets a token’s expiry be set only when it is created: remove "expiration_date", or create a new token in place of this one.',
      )
    : vscode.l10n.t(
        'CARTO does not let a token’s expiry be changed: write "expiration_date": "{0}" again, or create a new token in place of this one.',
        expires,
      );
}

interface Found {
  readonly span: { readonly start: number; readonly end: number };
  readonly severity: vscode.DiagnosticSeverity;
  readonly message: string;
}

function expiryFound(declaration: Declaration, expires: string | undefined): Found[] {
  if (!isWhole(declaration)) return [];
  const span = placeFor(declaration, 'expiration_date');
  const message = expiryFault(declaration, expires);
  if (message) return [{ span, severity: vscode.DiagnosticSeverity.Error, message }];
  if (expires === undefined) return [];
  return [
    {
      span,
      severity: vscode.DiagnosticSeverity.Information,
      message: vscode.l10n.t(
        'This cannot be changed: CARTO lets a token’s expiry be set only when it is created.',
      ),
    },
  ];
}

function notKept(declaration: Declaration): Found[] {
  return NOT_KEPT.flatMap((name) => {
    const key = topLevel(declaration, name)?.key;
    if (!key) return [];
    const severity = vscode.DiagnosticSeverity.Information;
    const message = vscode.l10n.t(
      'CARTO does not keep "{0}": it says something in a declaration only, and is gone when the token is opened again.',
      name,
    );
    return [{ span: innerSpan(key), severity, message }];
  });
}
