import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { declarationSchema } from '../core/declarations/schema.ts';
import { TEMPLATES } from '../core/declarations/templates.ts';
import { filesBelow } from './support/files-below.ts';

const FILE = 'schemas/cartotoken.schema.json';

const json = getLanguageService({});

/** What any editor with the schema says of a declaration. */
async function validate(text: string): Promise<string[]> {
  const document = TextDocument.create('file:///a.cartotoken.json', 'json', 0, text);
  const schema = JSON.parse(readFileSync(FILE, 'utf8'));
  const found = await json.doValidation(document, json.parseJSONDocument(document), {}, schema);
  return found.map(({ message }) => String(message));
}

describe('the JSON Schema', () => {
  it('is what the code makes (npm run generate)', () => {
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(declarationSchema());
  });

  it.each(filesBelow('examples/storefront/tokens', '.json'))(
    'has nothing to say of %s',
    async (file) => {
      expect(await validate(readFileSync(file, 'utf8'))).toEqual([]);
    },
  );

  it.each(TEMPLATES)('has nothing to say of the template "$label"', async ({ snippet }) => {
    const text = snippet.replace(/\$\{\d+:([^}]*)\}|\$\d/g, '$1');
    expect(await validate(text)).toEqual([]);
  });

  it.each([
    ['an unknown property', '{ "allowed_apis": ["lds"], "api": 1 }', 'Property api is not allowed'],
    ['an unknown API', '{ "allowed_apis": ["SQL"] }', 'Value is not accepted'],
    ['no API', '{}', 'Missing property "allowed_apis"'],
    [
      'a grant without source',
      '{ "allowed_apis": ["sql"], "grants": [{ "connection_name": "a" }] }',
      'Missing property "source"',
    ],
    [
      'a key without name',
      '{ "grants": [{ "type": "apis", "apis": ["sql"] }] }',
      'Missing property "name"',
    ],
    [
      'an unknown permission',
      '{ "name": "k", "grants": [{ "type": "database", "tables": [{ "schema": "s", "name": "t", "permissions": ["read"] }] }] }',
      'Value is not accepted',
    ],
  ])('knows %s', async (_, text, message) => {
    expect((await validate(text)).join('\n')).toContain(message);
  });
});
