import * as vscode from 'vscode';

/** How long it is said, in milliseconds. */
const SAID_FOR = 5000;

/** Says in the status bar that something is done which was asked for, and needs no answer. */
export function sayDone(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${text}`, SAID_FOR);
}
