import * as vscode from 'vscode';

/** Why files that are not open are not looked at; undefined where they are. */
export type NotScanned = 'no-folder' | 'virtual' | 'switched-off';

/** The language server reads files from this machine's disk: a workspace that lies elsewhere has none of them there. */
export function whyNotScanned(): NotScanned | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return 'no-folder';
  const onDisk = folders.filter(({ uri }) => uri.scheme === 'file');
  if (onDisk.length === 0) return 'virtual';
  const isOn = onDisk.some(({ uri }) =>
    vscode.workspace.getConfiguration('cartotoken.scan', uri).get('enabled', true),
  );
  return isOn ? undefined : 'switched-off';
}

/** Calls as soon as there is something in the workspace to be looked through. */
export function onScannedFolder(call: () => void): vscode.Disposable {
  const look = () => {
    if (!whyNotScanned()) call();
  };
  look();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(look),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('cartotoken.scan')) look();
    }),
  );
}
