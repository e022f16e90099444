import {
  type Connection,
  createConnection,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { guardFraming } from './framing-guard.ts';

/**
 * A connection over standard input and output that ends where what it reads is no LSP, and says so on standard error.
 *
 * @param door what all that is written goes through
 */
export function connectStdio(door: (writer: MessageWriter) => MessageWriter): Connection {
  const { stdin, stdout } = process;
  const complain = guardFraming(stdin);
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
