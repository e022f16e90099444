import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Redactor } from '../../core/credentials/redact.ts';
import { RedactingWriter } from '../../server/redacting-writer.ts';
import { serve } from '../../server/server.ts';
import { type Diagnostic, initialize, open, pull } from '../support/language-server.ts';

/** A language server and the folder that is its workspace. */
export class TestServer {
  /** The editor's end of the connection. */
  readonly connection: MessageConnection;
  /** Path of the workspace's folder, in a folder of its own, so that files can be put beside it. */
  readonly folder: string;

  constructor(connection: MessageConnection, folder: string) {
    this.connection = connection;
    this.folder = folder;
  }

  /** The URI of a file of the workspace, or with an empty name of its folder. */
  uriOf(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href.replace(/\/$/, '');
  }

  async put(name: string, text: string | Uint8Array): Promise<void> {
    const file = path.join(this.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /**
   * Puts files into the workspace's folder, and begins with that.
   *
   * @param capabilities of the editor; it asks for diagnostics where they are left out
   * @param more of the protocol's greeting
   * @returns the server's answer
   */
  async start(
    files: Readonly<Record<string, string>> = {},
    capabilities?: object,
    more: object = {},
  ): Promise<unknown> {
    for (const [name, text] of Object.entries(files)) await this.put(name, text);
    const workspaceFolders = [{ uri: this.uriOf(''), name: 'shop' }];
    return initialize(this.connection, capabilities, { workspaceFolders, ...more });
  }

  open(name: string, text: string, languageId?: string): Promise<void> {
    return open(this.connection, this.uriOf(name), text, languageId);
  }

  /** Replaces the whole text of an open document. */
  change(name: string, version: number, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uriOf(name), version },
      contentChanges: [{ text }],
    });
  }

  close(name: string): Promise<void> {
    const textDocument = { uri: this.uriOf(name) };
    return this.connection.sendNotification('textDocument/didClose', { textDocument });
  }

  /** Says that an editor has seen files change on the disk. */
  changedOnDisk(...names: string[]): Promise<void> {
    const changes = names.map((name) => ({ uri: this.uriOf(name), type: 2 }));
    return this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** Asks for the diagnostics of an open document. */
  pull(name: string): Promise<Diagnostic[]> {
    return pull(this.connection, this.uriOf(name));
  }

  /** Asks something about an open document. */
  ask<Answer>(method: string, name: string, params: object = {}): Promise<Answer> {
    const textDocument = { uri: this.uriOf(name) };
    return this.connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });
  }
}

/**
 * A language server for each test, in this process: the same as is shipped, but for the process around it (tests of that start one by
 * `startServer`).
 *
 * @param prepare has handlers set before the server starts
 * @returns the server of the test that runs
 */
export function useServer(prepare?: (server: TestServer) => void): () => TestServer {
  let server: TestServer | undefined;
  let root: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-server-')));
    // A name that says something of what is below tells nothing above the workspace.
    const folder = path.join(root, 'api');
    await mkdir(folder);
    server = new TestServer(serveInProcess(), folder);
    prepare?.(server);
  });
  afterEach(async () => {
    server?.connection.dispose();
    await rm(root, { recursive: true, force: true, maxRetries: 10 });
  });
  return () => {
    if (!server) throw new Error('The server did not start.');
    return server;
  };
}

/** Starts the language server in this process. @returns the editor's end of the connection */
function serveInProcess(): MessageConnection {
  const toServer = new PassThrough();
  const toEditor = new PassThrough();
  const redactor = new Redactor();
  // By reader and writer, since a server that is given streams ends the process with them.
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new RedactingWriter(new StreamMessageWriter(toEditor), redactor),
  );
  serve(connection, path.resolve('dist/scan-worker.js'), redactor);
  connection.listen();
  const editor = createMessageConnection(
    new StreamMessageReader(toEditor),
    new StreamMessageWriter(toServer),
  );
  // The server is not disposed: what it still says, as of a folder that is gone meanwhile, nobody reads.
  editor.listen();
  return editor;
}
