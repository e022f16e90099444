import { readFile } from 'node:fs/promises';
import { createHighlighter, type LanguageRegistration } from 'shiki';
import { beforeAll, describe, expect, it } from 'vitest';

type Colour = (text: string) => (word: string) => string;

/** Colours with VS Code's own engine and SQL grammar; answers the scopes of a word. */
let colour: Colour;

beforeAll(async () => {
  const grammar: LanguageRegistration = JSON.parse(
    await readFile('syntaxes/cartotoken.tmLanguage.json', 'utf8'),
  );
  const highlighter = await createHighlighter({
    themes: ['dark-plus'],
    langs: ['sql', { ...grammar, name: 'cartotoken' }],
  });
  colour = (text) => {
    const lines = highlighter.codeToTokensBase(text, {
      lang: 'cartotoken' as 'json',
      theme: 'dark-plus',
      includeExplanation: 'scopeName',
      // Or a line is left off after half a second, which compiling the grammar alone takes on a busy machine.
      tokenizeTimeLimit: 0,
    });
    const parts = lines.flat().flatMap(({ explanation }) => explanation ?? []);
    return (word) => {
      const part = parts.find(({ content }) => content.trim() === word);
      return part?.scopes.map(({ scopeName }) => scopeName).join(' ') ?? `no token "${word}"`;
    };
  };
});

describe('the grammar of declarations', () => {
  it('colours a query inside a grant as SQL, and what follows as JSON', () => {
    const scopes = colour(
      `{ "source": "SELECT a, 'it FROM t -- why", "connection_name": "select" }`,
    );
    expect(scopes('SELECT')).toMatch(/meta\.embedded\.inline\.sql .*keyword/);
    expect(scopes('source')).toContain('support.type.property-name.json');
    // A quote left open in the SQL ends with the JSON string.
    expect(scopes('connection_name')).toContain('support.type.property-name.json');
    expect(scopes('select')).toContain('string.quoted.double.json');
    expect(scopes('select')).not.toContain('sql');
  });

  it('knows quoted names, comments, escapes and parameters of a query', () => {
    const scopes = colour(
      String.raw`{ "source": "/* all */ WITH x AS (SELECT \"Name\" FROM t) -- why\nDELETE FROM x WHERE b = @type" }`,
    );
    expect(scopes('Name')).toContain('string.quoted.double.sql');
    expect(scopes('@type')).toContain('variable.parameter.sql');
    expect(scopes('-- why')).toContain('comment.line');
    expect(scopes('\\n')).toContain('constant.character.escape.json');
    expect(scopes('WHERE')).toContain('keyword');
  });

  it('sees a query whose text stands on the line after its name', () => {
    const scopes = colour('{\n  "source":\n    "select 1"\n}');
    expect(scopes('select')).toContain('keyword');
  });

  it('leaves a table, and a query elsewhere, plain strings', () => {
    const scopes = colour('{ "source": "a.b.select_all", "name": "SELECT 1" }');
    for (const word of ['a.b.select_all', 'SELECT 1']) {
      expect(scopes(word)).toContain('string.quoted.double.json');
      expect(scopes(word)).not.toContain('sql');
    }
  });

  it('marks what JSON does not allow', () => {
    const scopes = colour('{ "name": yes, // comment\n}');
    expect(scopes('y')).toContain('invalid.illegal');
  });
});
