import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { visibleLines } from '../core/control-characters.ts';
import { Redactor } from '../core/credentials/redact.ts';

/** The extension's log, an output channel named after it. No credential passes through it, and no control character. */
export interface Log extends vscode.LogOutputChannel {
  /** Knows the credentials that this window has seen, of whatever shape: for the log, and for messages. In memory only. */
  readonly redactor: Redactor;
}

export function createLog(name = 'CARTO Tokens'): Log {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return redacting(channel, new Redactor());
}

const WRITES_TEXT = new Set<PropertyKey>([
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'append',
  'appendLine',
  'replace',
]);

function redacting(channel: vscode.LogOutputChannel, redactor: Redactor): Log {
  const safe = (text: string) => visibleLines(redactor.redact(text));
  const log = new Proxy(channel, {
    get(target, name) {
      if (name === 'redactor') return redactor;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (!WRITES_TEXT.has(name)) return member.bind(target);
      return (...args: unknown[]) =>
        member.apply(
          target,
          args.map((each) => redacted(each, safe)),
        );
    },
  });
  return log as Log;
}

function redacted(argument: unknown, safe: (text: string) => string): unknown {
  if (typeof argument === 'string') return safe(argument);
  if (argument instanceof Error) return safe(argument.stack ?? String(argument));
  if (typeof argument === 'object' && argument !== null) return safe(inspect(argument));
  return argument;
}
