import * as vscode from 'vscode';
import { TOKEN_SCHEME } from '../../server/protocol.ts';
import { DOCUMENTS } from '../server/documents.ts';
import { setting } from '../settings.ts';

const SETTING = 'cartotoken.codeLens.enabled';

/** That a declaration is of an API key shows at its first grant, and nothing more is needed for a title. */
const KEY = /"grants"\s*:\s*\[\s*\{[^{}[\]]*"type"/;

/**
 * Offers at the top of each declaration to create what it declares. There with the activation, so it reads no more of a
 * text than it must.
 */
export function registerCreateLens(): vscode.Disposable {
  const change = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: change.event,
    provideCodeLenses(document) {
      if (!setting(SETTING)) return [];
      const title = KEY.test(document.getText())
        ? vscode.l10n.t('Create API key…')
        : vscode.l10n.t('Create token…');
      const command = 'cartotoken.createTokenFromDeclaration';
      return [
        new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
          title,
          command,
          arguments: [document.uri],
        }),
      ];
    },
  };
  return vscode.Disposable.from(
    change,
    // Not what is there already and only opened to be edited.
    vscode.languages.registerCodeLensProvider(
      DOCUMENTS.flatMap(({ scheme }) =>
        scheme === TOKEN_SCHEME ? [] : { scheme, language: 'cartotoken' },
      ),
      provider,
    ),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration(SETTING)) change.fire();
    }),
  );
}
