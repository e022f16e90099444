import { expect, it } from 'vitest';
import { Event, type Message, type MessageWriter } from 'vscode-languageserver/node';
import { Redactor } from '../../core/credentials/redact.ts';
import { RedactingWriter } from '../../server/redacting-writer.ts';

/** What no shape tells: only that it was found. */
const FOUND = 'correcthorsebatterystaple';

/** What an editor gets of a message. */
async function written(message: object): Promise<unknown> {
  const messages: Message[] = [];
  const inner: MessageWriter = {
    onError: Event.None,
    onClose: Event.None,
    write: async (each) => void messages.push(each),
    end: () => undefined,
    dispose: () => undefined,
  };
  const redactor = new Redactor();
  redactor.learn(FOUND);
  await new RedactingWriter(inner, redactor).write({ jsonrpc: '2.0', ...message });
  return messages[0];
}

it('repeats nothing that was found, wherever in a message it stands', async () => {
  const uri = `file:///${FOUND}.js`;
  const messages = [
    { id: 1, result: { contents: { kind: 'markdown', value: `**${FOUND}**` } } },
    { id: 2, result: [{ title: FOUND, diagnostics: [{ message: FOUND, code: FOUND }] }] },
    { id: 3, error: { code: -32803, message: FOUND, data: [FOUND] } },
    { method: 'window/showMessage', params: { type: 1, message: FOUND } },
    { method: '$/progress', params: { value: { message: FOUND } } },
  ];
  for (const message of messages) {
    expect(JSON.stringify(await written(message))).not.toContain(FOUND.slice(0, 10));
  }
  const params = { uri, diagnostics: [{ message: FOUND }] };
  expect(await written({ method: 'textDocument/publishDiagnostics', params })).toEqual({
    jsonrpc: '2.0',
    method: 'textDocument/publishDiagnostics',
    params: { uri, diagnostics: [{ message: 'correc…' }] },
  });
});

it('leaves as they are what has to be exact: ids, URIs, edits of the user’s own text, and fingerprints', async () => {
  const uri = `file:///${FOUND}.js`;
  const edits = [{ range: {}, newText: FOUND }];
  for (const message of [
    { id: FOUND, result: null },
    { id: 1, result: { edit: { changes: { [uri]: edits } } } },
    { id: 2, result: { edit: { documentChanges: [{ textDocument: { uri }, edits }] } } },
    { id: 3, result: { usages: [{ fingerprint: '3f'.repeat(32), uri }] } },
    { method: '$/progress', params: { token: FOUND, value: { kind: 'end' } } },
  ]) {
    expect(await written(message)).toEqual({ jsonrpc: '2.0', ...message });
  }
});

it('plays no tricks with what goes into logs', async () => {
  const message = 'a\u001b[31m\u202eb\n c';
  expect(await written({ method: 'window/logMessage', params: { type: 3, message } })).toEqual({
    jsonrpc: '2.0',
    method: 'window/logMessage',
    params: { type: 3, message: 'a\\u001b[31m\\u202eb\n c' },
  });
});
