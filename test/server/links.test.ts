import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { documentLinks } from '../../server/features/links.ts';
import { freeUri } from '../../server/workspace/free-uri.ts';

const FOLDER = 'file:///work/shop';
const URI = `${FOLDER}/tokens/a.cartotoken.json`;

function target($schema: string, uri = URI, folders = [FOLDER]): string | undefined {
  const text = JSON.stringify({ $schema, name: 'a' });
  const document = TextDocument.create(uri, 'cartotoken', 0, text);
  return documentLinks({ uri, document, declaration: parseDeclaration(text) }, folders)[0]?.target;
}

it.each([
  ['https://example.com/schema.json', 'https://example.com/schema.json'],
  ['../schema.json', `${FOLDER}/schema.json`],
  ['./sub/schema%20a.json', `${FOLDER}/tokens/sub/schema%20a.json`],
])('$schema %s leads there', ($schema, expected) => {
  expect(target($schema)).toBe(expected);
});

it.each([
  ['//host/share/x'],
  ['\\\\host\\share'],
  ['/\\host\\share'],
  ['\\/host/share'],
  ['file://host/share/x'],
  ['file:////host/share/x'],
  ['file:///work/shop/schema.json'],
  ['/etc/passwd'],
  ['../../../etc/passwd'],
  ['..%2F..%2F..%2Fetc/passwd'],
  ['%2e%2e/%2e%2e/other/x.json'],
  ['%2F%2Fhost/share'],
  ['..\\..\\x'],
  ['%5C%5Chost%5Cshare'],
  ['%5C%5Chost'],
  ['C:/Windows/x'],
  ['c:x'],
  ['http://example.com/schema.json'],
  ['https:/\\host/x'],
  ['https:\\\\host'],
  ['https:host'],
  ['command:workbench.action.quit'],
  ['vscode://extension/x'],
  ['javascript:alert(1)'],
  ['a\tb'],
  ['?x'],
  ['100%.json'],
  [''],
])('$schema %j leads nowhere', ($schema) => {
  expect(target($schema)).toBeUndefined();
});

it('leads to no file where there is no workspace, and none of a file that was never saved', () => {
  expect(target('schema.json', URI, [])).toBeUndefined();
  expect(target('schema.json', URI, ['file:///work/sho'])).toBeUndefined();
  expect(target('schema.json', 'untitled:Untitled-1', ['untitled:'])).toBeUndefined();
  expect(target('https://example.com/s', 'untitled:Untitled-1')).toBe('https://example.com/s');
});

it.each([
  ['file:///w/a%3Fb.cartotoken.json', 'file:///w/a%3Fb-imports.cartotoken.json'],
  ['file:///w/a%23b.cartotoken.json', 'file:///w/a%23b-imports.cartotoken.json'],
  ['file:///w/a%252Fb.cartotoken.json', 'file:///w/a%252Fb-imports.cartotoken.json'],
  ['file:///w/a%2Bb.cartotoken.json', 'file:///w/a%2Bb-imports.cartotoken.json'],
  ['vfs://host/w/A.CARTOTOKEN.JSON?v=1', 'vfs://host/w/A-imports.cartotoken.json?v%3D1'],
  ['untitled:a.cartotoken.json', undefined],
  ['file:///w/a.json', undefined],
])('what is split from %s lies at %s', (uri, expected) => {
  expect(freeUri(uri, '-imports', [])).toBe(expected);
});

it('lies nowhere where a declaration lies, however its URI is written', () => {
  const declared = (uri: string) => ({
    uri,
    document: TextDocument.create(uri, 'cartotoken', 0, '{}'),
    declaration: parseDeclaration('{}'),
  });
  const all = [
    'file:///w/a b-imports.cartotoken.json',
    'file:///w/a%20b-imports-2.cartotoken.json',
  ];
  expect(freeUri('file:///w/a%20b.cartotoken.json', '-imports', all.map(declared))).toBe(
    'file:///w/a%20b-imports-3.cartotoken.json',
  );
});
