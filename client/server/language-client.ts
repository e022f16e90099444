import * as vscode from 'vscode';
import {
  type CancellationToken,
  CloseAction,
  type ErrorHandler,
  LanguageClient,
  type MessageSignature,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { type EditorAbilities, HIDDEN, type HiddenParams } from '../../server/protocol.ts';
import { keepForOwner } from '../environment/keep-for-owner.ts';
import { RESTART, SHOW_LOGS } from '../failures.ts';
import type { Log } from '../log.ts';
import { DOCUMENTS } from './documents.ts';
import type { ServerState } from './language-server.ts';

const STATES: Readonly<Record<State, ServerState>> = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
};

class Client extends LanguageClient {
  /** A request that a restart has overtaken gets no answer, and is no failure to speak of. */
  override handleFailedRequest<Answer>(
    type: MessageSignature,
    token: CancellationToken | undefined,
    error: unknown,
    defaultValue: Answer,
    ...rest: [showNotification?: boolean, throwOnCancel?: boolean]
  ): Answer {
    if (!this.isRunning()) return defaultValue;
    return super.handleFailedRequest(type, token, error, defaultValue, ...rest);
  }
}

/**
 * A client of our language server, not started. A bundle of its own: vscode-languageclient is large, and nothing of
 * it is needed before there is a document to look at.
 *
 * @param module absolute path of the server's bundle
 * @param onState told of every change of state, crashes and their restarts included
 * @param isWanted whether a crash is to be mended, or another client has taken over
 */
export function createLanguageClient(
  module: string,
  log: Log,
  onState: (state: ServerState) => void,
  isWanted: () => boolean,
): LanguageClient {
  const client: LanguageClient = new Client(
    'cartotoken',
    'CARTO Tokens',
    {
      run: { module, transport: TransportKind.ipc },
      // Where the extension itself is debugged: .vscode/launch.json attaches to this port.
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--inspect=6009'] } },
    },
    {
      documentSelector: [...DOCUMENTS],
      initializationOptions: { hasCredentialCommands: true } satisfies EditorAbilities,
      outputChannel: log,
      middleware: {
        resolveCodeAction: async (action, token, next) => {
          const resolved = await next(action, token);
          keepForOwner(resolved?.edit, log);
          return resolved;
        },
      },
      // A request that fails is for the log. What the user must know is said below, and in the status.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // What messages carry includes the text of files: traces, too, go through the redacting log.
      traceOutputChannel: log,
      errorHandler: {
        error: (error, message, count) => defaults.error(error, message, count),
        closed: async () => {
          if (!isWanted()) return { action: CloseAction.DoNotRestart, handled: true };
          const { action } = await defaults.closed();
          log.error('The language server ended unexpectedly.');
          void (action === CloseAction.Restart ? sayRestarted(log) : sayStopped(log));
          return { action, handled: true };
        },
      },
    },
  );
  const defaults: ErrorHandler = client.createDefaultErrorHandler();
  client.onDidChangeState(({ newState }) => onState(STATES[newState]));
  // VS Code keeps documents for minutes whose tabs are closed, and asks nothing about them.
  client.visibleDocuments.onClose((hidden) => {
    for (const uri of client.isRunning() ? hidden : []) {
      const params: HiddenParams = { uri: client.code2ProtocolConverter.asUri(uri) };
      void client.sendNotification(HIDDEN, params);
    }
  });
  return client;
}

async function sayRestarted(log: Log): Promise<void> {
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('CARTO Tokens: the language server ended unexpectedly and is being restarted.'),
    SHOW_LOGS,
  );
  if (choice) log.show();
}

async function sayStopped(log: Log): Promise<void> {
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      'CARTO Tokens: the language server ended unexpectedly five times within three minutes, so it stays off and problems are no longer shown. The log may say why.',
    ),
    RESTART,
    SHOW_LOGS,
  );
  if (choice === RESTART) await vscode.commands.executeCommand('cartotoken.restartServer');
  if (choice === SHOW_LOGS) log.show();
}
