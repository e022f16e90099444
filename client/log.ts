import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { visibleLines } from '../core/control-characters.ts';
import { redact } from '../core/credentials/redact.ts';

/** The extension's log, an output channel named after it. No credential passes through it whole, and nothing that is not seen. */
export function createLog(): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel('CARTO Tokens', { log: true });
  return redacting(channel);
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

function redacting(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return new Proxy(channel, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (!WRITES_TEXT.has(name)) return member.bind(target);
      return (...args: unknown[]) => member.apply(target, args.map(redactArgument));
    },
  });
}

function redactArgument(argument: unknown): unknown {
  if (typeof argument === 'string') return safe(argument);
  if (argument instanceof Error) return safe(argument.stack ?? String(argument));
  if (typeof argument === 'object' && argument !== null) return safe(inspect(argument));
  return argument;
}

function safe(text: string): string {
  return visibleLines(redact(text));
}
