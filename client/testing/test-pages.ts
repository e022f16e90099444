import * as vscode from 'vscode';
import type { CredentialNode } from '../tokens/node.ts';

const SCHEME = 'cartotoken-test';

/** What tests have found, as documents that cannot be written to: one each credential, until the window is closed. */
export class TestPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #change = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#change.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** Keeps what was found, in place of what was found before, where it is shown too. @returns where it is */
  put(node: CredentialNode, markdown: string): vscode.Uri {
    const uri = uriOf(node);
    this.#texts.set(uri.toString(), markdown);
    this.#change.fire(uri);
    return uri;
  }

  /** Shows a page as VS Code shows Markdown; as text, where its Markdown extension is switched off. */
  async show(uri: vscode.Uri): Promise<void> {
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#change.dispose();
  }
}

/** Names the account and the credential for a person, and by their ids: names may be the same, or hold slashes. */
function uriOf({ account, credential }: CredentialNode): vscode.Uri {
  const part = (name: string) => name.replaceAll(/[/\\]/g, '_');
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${part(account.label)}/${part(credential.name)}.md`,
    query: `${account.id}/${credential.id}`,
  });
}
