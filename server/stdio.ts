import {
  type Connection,
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** What a stream of LSP messages begins with. */
const FIRST_BYTES = 'Content-';

/**
 * A connection over standard input and output that says on standard error when what it reads is no LSP, so that
 * a person who started the server by hand, or a misconfigured editor's log, sees why nothing happens.
 * What was read is never repeated: it may hold a credential.
 */
export function connectStdio(): Connection {
  const { stdin, stdout } = process;
  const complain = sayOnce();
  stdin.once('data', (chunk: Buffer) => {
    const beginning = chunk.toString('latin1', 0, FIRST_BYTES.length);
    if (!FIRST_BYTES.toLowerCase().startsWith(beginning.toLowerCase())) {
      complain('standard input does not begin with a message header');
    }
  });

  const reader = new StreamMessageReader(stdin);
  reader.onError(() => complain('a message on standard input cannot be read'));

  const connection = createConnection(
    ProposedFeatures.all,
    reader,
    new StreamMessageWriter(stdout),
  );
  let shutDown = false;
  connection.onShutdown(() => {
    shutDown = true;
  });
  // The editor is gone: ending without being asked to is a failure, as for an exit without shutdown.
  stdin.once('end', () => process.exit(shutDown ? 0 : 1));
  return connection;
}

/** Once is enough: what follows unreadable input is unreadable, too. */
function sayOnce(): (what: string) => void {
  let said = false;
  return (what) => {
    if (said) return;
    said = true;
    process.stderr.write(
      `cartotoken-language-server: ${what}; expected the Language Server Protocol ("Content-Length: …"). ` +
        'Is an editor at the other end?\n',
    );
  };
}
