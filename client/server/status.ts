import * as vscode from 'vscode';
import type { ScanProgress } from '../../server/protocol.ts';
import { RESTART, SHOW_LOGS } from '../failures.ts';
import { DOCUMENTS } from './documents.ts';
import type { LanguageServer, ServerState } from './language-server.ts';
import { type NotScanned, whyNotScanned } from './scanned-folders.ts';

interface Appearance {
  readonly detail: string;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly busy: boolean;
  readonly command: vscode.Command;
}

/** The entry in the status bar's language menu: how the language server is, and what can be done about it. */
export function createServerStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('cartotoken.server', [...DOCUMENTS]);
  item.name = 'CARTO Tokens';
  item.text = 'CARTO Tokens';
  let state: ServerState = 'starting';
  let scan: ScanProgress | undefined;
  const show = () => Object.assign(item, appearance(state, scan, whyNotScanned()));
  show();
  return vscode.Disposable.from(
    item,
    server.onDidChangeState((entered) => {
      state = entered;
      scan = undefined;
      show();
    }),
    server.onDidScan((progress) => {
      scan = progress;
      show();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(show),
    vscode.workspace.onDidChangeConfiguration(show),
  );
}

function appearance(
  state: ServerState,
  scan: ScanProgress | undefined,
  notScanned: NotScanned | undefined,
): Appearance {
  const logs = { title: SHOW_LOGS, command: 'cartotoken.showLogs' };
  const calm = {
    severity: vscode.LanguageStatusSeverity.Information,
    busy: false,
    command: logs,
  };
  switch (state) {
    case 'starting':
      return { ...calm, detail: vscode.l10n.t('starting'), busy: true };
    case 'running':
      if (notScanned) return { ...calm, detail: reasonFor(notScanned) };
      return scan ? { ...calm, ...scanning(scan) } : { ...calm, detail: vscode.l10n.t('running') };
    case 'stopped':
      return {
        ...calm,
        detail: vscode.l10n.t('stopped'),
        severity: vscode.LanguageStatusSeverity.Error,
        command: { title: RESTART, command: 'cartotoken.restartServer' },
      };
  }
}

function reasonFor(notScanned: NotScanned): string {
  switch (notScanned) {
    case 'no-folder':
      return vscode.l10n.t('running');
    case 'virtual':
      return vscode.l10n.t(
        'only open files are looked at, because the workspace is not on this machine’s disk',
      );
    case 'switched-off':
      return vscode.l10n.t(
        'only open files are looked at, because cartotoken.scan.enabled is false',
      );
  }
}

/** How far the look through the workspace has come. */
function scanning({ files, state }: ScanProgress): Partial<Appearance> & { detail: string } {
  const count = files.toLocaleString(vscode.env.language);
  switch (state) {
    case 'running':
      return {
        detail: vscode.l10n.t('looking through the workspace, {0} files so far…', count),
        busy: true,
        command: { title: vscode.l10n.t('Cancel'), command: 'cartotoken.cancelScan' },
      };
    case 'cancelled':
      return {
        detail: vscode.l10n.t('the workspace was looked through in part, {0} files of it', count),
        command: { title: vscode.l10n.t('Look Again'), command: 'cartotoken.scan' },
      };
    case 'done':
      return { detail: vscode.l10n.t('running; {0} files of the workspace looked through', count) };
  }
}
