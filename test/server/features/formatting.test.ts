import { describe, expect, it } from 'vitest';
import { edited } from '../../support/caret.ts';
import { open } from '../../support/language-server.ts';
import { useDeclarations } from './use-declarations.ts';

const { server, A, start, ask } = useDeclarations();

describe('formatting', () => {
  const options = { tabSize: 2, insertSpaces: true };

  it('lays out the whole, or a part', async () => {
    await start();
    const text = '{"name":"a",\n"allowed_apis":["lds"]}';
    await open(server().connection, A(), text);
    const whole = edited(text, await ask('formatting', { options }));
    expect(whole).toBe('{\n  "name": "a",\n  "allowed_apis": [\n    "lds"\n  ]\n}');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 22 } };
    const part = edited(text, await ask('rangeFormatting', { options, range }));
    expect(part.startsWith('{"name":"a",\n')).toBe(true);
    expect(JSON.parse(part)).toEqual(JSON.parse(text));
  });
});
