import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';

/** The ways that an editor can speak with a server it has started, beside standard input and output. */
export const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)(?:=(.*))?$/;

/** What messages are read from and written to, as the arguments name it: `--node-ipc`, `--socket=<port>`, `--pipe=<name>`. */
export function transportNamedBy(args: readonly string[]): [MessageReader, MessageWriter] {
  const index = args.findIndex((arg) => TRANSPORTS.test(arg));
  const [, kind, value = args[index + 1] ?? ''] = TRANSPORTS.exec(args[index] ?? '') ?? [];
  if (kind === 'socket') return createServerSocketTransport(Number(value));
  if (kind === 'pipe') return createServerPipeTransport(value);
  return [new IPCMessageReader(process), new IPCMessageWriter(process)];
}
