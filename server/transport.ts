import { createConnection } from 'node:net';
import {
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-languageserver/node';
import { guardFraming } from './framing-guard.ts';

/** The ways that an editor can speak with a server it has started, beside standard input and output. */
export const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)(?:=(.*))?$/;

/** What messages are read from and written to, as the arguments name it: `--node-ipc`, `--socket=<port>`, `--pipe=<name>`. */
export function transportNamedBy(args: readonly string[]): [MessageReader, MessageWriter] {
  const index = args.findIndex((arg) => TRANSPORTS.test(arg));
  const [, kind, value = args[index + 1] ?? ''] = TRANSPORTS.exec(args[index] ?? '') ?? [];
  if (kind === 'node-ipc') return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  const socket =
    kind === 'socket' ? createConnection(Number(value), '127.0.0.1') : createConnection(value);
  const complain = guardFraming(socket);
  const reader = new SocketMessageReader(socket);
  reader.onError(() => complain('a message cannot be read'));
  return [reader, new SocketMessageWriter(socket)];
}
