import { setImmediate } from 'node:timers/promises';
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';

/**
 * What stands in front of every request: lets what the editor has sent meanwhile (another edit, a cancellation) take
 * effect before the work begins, so that nothing is worked out for a text that is gone; and keeps a fault of ours in
 * one request from being more than that.
 */
export function answering(connection: Connection) {
  return <Params, Result>(
    work: (params: Params, token: CancellationToken) => Result | Promise<Result>,
  ) =>
    async (params: Params, token: CancellationToken): Promise<Result> => {
      await setImmediate();
      if (token.isCancellationRequested) throw cancelled();
      try {
        const result = await work(params, token);
        if (token.isCancellationRequested) throw cancelled();
        return result;
      } catch (error) {
        if (token.isCancellationRequested) throw cancelled();
        if (error instanceof ResponseError) throw error;
        connection.console.error(error instanceof Error ? `${error.stack}` : `${error}`);
        throw new ResponseError(LSPErrorCodes.RequestFailed, 'This failed; the log says why.');
      }
    };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}
