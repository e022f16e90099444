import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JAVASCRIPT, PYTHON, SHELL } from '../../core/carto/snippets/literals.ts';
import { keyRequest, tokenRequest } from '../../core/carto/snippets/request.ts';
import type { CredentialText, Subject } from '../../core/carto/snippets/snippet.ts';
import { copyablesFor, snippetsFor } from '../../core/carto/snippets.ts';
import { filesBelow } from '../support/files-below.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const FIXTURES = 'test/fixtures/snippets';
const LANGUAGES = { javascript: 'js', python: 'python', shellscript: 'sh' } as const;

/**
 * One test a file: what a credential can be copied as and what can be inserted for it stand beside it in
 * `<case>.expected.md`. A new case is a new file; `vitest -u` writes what is expected, for review.
 */
describe.each(filesBelow(FIXTURES, '.json'))('%s', (file) => {
  const subject: Subject = JSON.parse(readFileSync(file, 'utf8'));
  const value =
    subject.kind === 'token' ? accessToken({ seed: 'snippets' }) : apiKey('hex', 'snippets');
  const variable: CredentialText = {
    kind: 'variable',
    name: subject.variable,
    of: subject.variable.startsWith('VITE_') ? 'import.meta.env' : 'process.env',
  };
  const inserted = snippetsFor(subject).map((each) => ({ ...each, text: each.write(variable) }));
  const written = snippetsFor(subject).map((each) => ({
    ...each,
    text: each.write({ kind: 'value', value }),
  }));

  it('is copied and inserted as expected', async () => {
    const report = [
      ...copyablesFor(subject).map(({ name, write }) => block(`Copied: ${name}`, '', write(value))),
      ...inserted.map(({ name, language, text }) =>
        block(`Inserted: ${name}`, LANGUAGES[language], text),
      ),
    ];
    const expected = file.replace('.json', '.expected.md');
    await expect(report.join('\n')).toMatchFileSnapshot(path.resolve(expected));
  });

  it('is in all that is copied, and in nothing that is inserted', () => {
    for (const { id, write } of copyablesFor(subject)) {
      const holds = [value, Buffer.from(`${username(subject)}:${value}`).toString('base64')];
      expect([id, holds.some((each) => write(value).includes(each))]).toEqual([id, true]);
    }
    for (const { text } of inserted) {
      expect(text).not.toContain(value);
      expect(text).toContain(subject.variable);
    }
  });

  it('is JavaScript that can be read', async () => {
    for (const { language, text } of [...inserted, ...written]) {
      if (language === 'javascript') await transform(text, { loader: 'js', format: 'esm' });
    }
  });

  it('is a shell command whose arguments are what was meant', () => {
    const request = subject.kind === 'token' ? tokenRequest(subject) : keyRequest(subject);
    const meant = [
      request?.url,
      ...Object.entries(request?.headers ?? {}).map(([name, text]) => `${name}: ${text}`),
      ...(request?.method === 'POST'
        ? [JSON.stringify(request.parameters)]
        : Object.entries(request?.parameters ?? {}).map(([name, text]) => `${name}=${text}`)),
      subject.kind === 'token' ? `Authorization: Bearer ${value}` : `${username(subject)}:${value}`,
    ];
    const commands = [...inserted, ...written].filter(({ language }) => language === 'shellscript');
    for (const { text } of commands) {
      expect(argumentsOf(text, { [subject.variable]: value })).toEqual(
        expect.arrayContaining(meant),
      );
    }
    expect(commands).toHaveLength(request ? 2 : 0);
  });
});

describe('texts in code', () => {
  it('are in JavaScript and Python what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(new Function(`return ${JAVASCRIPT.text(text)}`)()).toBe(text);
        expect(JSON.parse(PYTHON.text(text))).toBe(text);
      }),
    );
  });

  it('are in a shell what they were', () => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom(...'\'"\\$`!#&|;<>()*? \n\tab'), minLength: 5 }),
      50,
    );
    expect(argumentsOf(`curl ${texts.map((text) => SHELL.text(text)).join(' ')}`)).toEqual(texts);
  });
});

function block(title: string, language: string, text: string): string {
  return `## ${title}\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

function username(subject: Subject): string {
  return subject.kind === 'key' ? subject.username : '';
}

/** What a shell gives to curl. */
function argumentsOf(command: string, env: Record<string, string> = {}): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const output = execFileSync('sh', ['-euc', script], { encoding: 'utf8', env });
  return output.split('\0').slice(0, -1);
}
