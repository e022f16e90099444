import {
  type Connection,
  createConnection,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { MessageFraming } from './message-framing.ts';

/**
 * A connection over standard input and output that says on standard error when what it reads is no LSP, so that
 * a person who started the server by hand, or a misconfigured editor's log, sees why nothing happens. Behind a header that cannot be
 * read no message can be found, so that it ends there: whoever waits for an answer is told. What was read is never repeated: it may hold a
 * credential.
 *
 * @param door what all that is written goes through
 */
export function connectStdio(door: (writer: MessageWriter) => MessageWriter): Connection {
  const { stdin, stdout } = process;
  const complain = sayOnce();
  const framing = new MessageFraming();
  // Before the reader, which would look for a message in what follows.
  stdin.on('data', (chunk: Buffer) => {
    const fault = framing.take(chunk);
    if (fault === undefined) return;
    stdin.removeAllListeners('data');
    complain(fault, () => process.exit(1));
  });

  const reader = new StreamMessageReader(stdin);
  reader.onError(() => complain('a message on standard input cannot be read'));

  const connection = createConnection(
    ProposedFeatures.all,
    reader,
    door(new StreamMessageWriter(stdout)),
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
function sayOnce(): (what: string, then?: () => void) => void {
  let isSaid = false;
  return (what, then) => {
    if (isSaid) return then?.();
    isSaid = true;
    process.stderr.write(
      `cartotoken-language-server: ${what}; expected the Language Server Protocol ("Content-Length: …"). ` +
        'Is an editor at the other end?\n',
      then,
    );
  };
}
