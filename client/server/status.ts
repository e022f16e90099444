import * as vscode from 'vscode';
import { RESTART, SHOW_LOGS } from '../failures.ts';
import { DOCUMENTS } from './documents.ts';
import type { LanguageServer, ServerState } from './language-server.ts';

interface Appearance {
  readonly text: string;
  readonly detail: string;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly busy: boolean;
  readonly command: vscode.Command;
}

/** The entry in the status bar's language menu: how the language server is, and what can be done about it. */
export function createServerStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('cartotoken.server', [...DOCUMENTS]);
  item.name = 'CARTO Tokens';
  const show = (state: ServerState) => Object.assign(item, appearance(state));
  show('starting');
  return vscode.Disposable.from(item, server.onDidChangeState(show));
}

function appearance(state: ServerState): Appearance {
  const { Information, Error: Failure } = vscode.LanguageStatusSeverity;
  const logs = { title: SHOW_LOGS, command: 'cartotoken.showLogs' };
  const restart = { title: RESTART, command: 'cartotoken.restartServer' };
  const text = 'CARTO Tokens';
  switch (state) {
    case 'starting':
      return {
        text,
        detail: vscode.l10n.t('starting'),
        severity: Information,
        busy: true,
        command: logs,
      };
    case 'running':
      return {
        text,
        detail: vscode.l10n.t('running'),
        severity: Information,
        busy: false,
        command: logs,
      };
    case 'stopped':
      return {
        text,
        detail: vscode.l10n.t('stopped'),
        severity: Failure,
        busy: false,
        command: restart,
      };
  }
}
