import { MessageFraming } from './message-framing.ts';

/**
 * Watches a stream of messages. Behind a header that cannot be read no message can be found, so that the process ends there with 1:
 * whoever waits for a response is told. To be called before anything reads the stream.
 *
 * @returns says once on standard error, for a person who started the server by hand or a misconfigured editor's log, what is wrong. What was read
 *   is never repeated: it may hold a credential
 */
export function guardFraming(stream: NodeJS.ReadableStream): (what: string) => void {
  const complain = sayOnce();
  const framing = new MessageFraming();
  // Before the reader, which would look for a message in what follows.
  stream.on('data', (chunk: Buffer) => {
    const fault = framing.take(chunk);
    if (fault === undefined) return;
    stream.removeAllListeners('data');
    complain(fault, () => process.exit(1));
  });
  return complain;
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
