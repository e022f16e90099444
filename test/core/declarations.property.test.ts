import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TrailingSlash } from '../../core/declarations/circumstances.ts';
import { fixAll } from '../../core/declarations/fix-all.ts';
import { organise } from '../../core/declarations/organise.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { declarationSchema } from '../../core/declarations/schema.ts';
import { type Conditions, defaults, inspect, type RuleId } from '../../core/inspect.ts';
import type { Problem, TextEdit } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { formatting } from '../../server/features/json.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

/** What all runs of a property may take together, on a slow machine. */
const TIMEOUT = 60_000;

// ——— Declarations as texts: names can stand there twice, and everything in any layout.

type Value = string | number | boolean | null | readonly Value[] | Members;

interface Members {
  readonly members: readonly (readonly [string, Value])[];
}

interface Layout {
  readonly eol: string;
  readonly unit: string;
  /** Between what stands on one line. */
  readonly gap: string;
  /** Whether strings are written in escapes. */
  readonly escapes: boolean;
}

function isMembers(value: Value): value is Members {
  return typeof value === 'object' && value !== null && 'members' in value;
}

function written(value: Value, layout: Layout, level = 0): string {
  const inside = (parts: readonly string[], open: string, close: string) => {
    const { eol, unit, gap } = layout;
    if (parts.length === 0) return open + close;
    const [inner, outer] = eol
      ? [eol + unit.repeat(level + 1), eol + unit.repeat(level)]
      : [gap, gap];
    return open + inner + parts.join(`,${inner}`) + outer + close;
  };
  if (isMembers(value)) {
    const parts = value.members.map(([name, member]) => {
      const text = written(member, layout, level + 1);
      return `${written(name, layout)}:${layout.gap}${text}`;
    });
    return inside(parts, '{', '}');
  }
  if (typeof value === 'object' && value !== null) {
    const parts = value.map((item) => written(item, layout, level + 1));
    return inside(parts, '[', ']');
  }
  if (typeof value !== 'string' || !layout.escapes) return JSON.stringify(value);
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

const layouts = fc.record({
  eol: fc.constantFrom('', '\n', '\r\n'),
  unit: fc.constantFrom('  ', '\t', '    ', ''),
  gap: fc.constantFrom('', ' ', '\t '),
  escapes: fc.constantFrom(false, false, false, true),
});

/** Some of the right values, and unless all is to be right, some of the wrong ones. */
function values(isRight: boolean, right: readonly Value[], wrong: readonly Value[]) {
  const rights = fc.constantFrom(...right);
  if (isRight) return rights;
  return fc.oneof(
    { weight: 3, arbitrary: rights },
    { weight: 1, arbitrary: fc.constantFrom<Value>(...wrong, 1, null, true, [], { members: [] }) },
  );
}

/** An object: some of the members in any order; with others and repetitions, unless all is to be right. */
function object(
  isRight: boolean,
  fields: Readonly<Record<string, fc.Arbitrary<Value>>>,
  required: readonly string[] = [],
): fc.Arbitrary<Members> {
  const own = Object.entries(fields).map(([name, value]) => {
    const member = value.map((each): [string, Value] => [name, each]);
    if (isRight && required.includes(name)) return member.map((each) => [each]);
    return fc.array(member, { minLength: 0, maxLength: 1 });
  });
  const names = Object.keys(fields);
  const others = fc.array(
    fc.tuple(
      fc.constantFrom(...names, ...MISSPELT, ...names.map((name) => name.toUpperCase())),
      fc.constantFrom<Value>('a', 1, null, ['maps', 'a.b'], { members: [['type', 'apis']] }),
    ),
    { maxLength: isRight ? 0 : 1 },
  );
  return fc
    .tuple(...own, others)
    .map((lists) => lists.flat())
    .chain((members) => fc.shuffledSubarray(members, { minLength: members.length }))
    .map((members) => ({ members }));
}

const MISSPELT = ['nmae', 'Name', 'allowedApis', 'Allowed-APIs', 'apis', '__proto__', 'x', 'type'];

const list = (item: fc.Arbitrary<Value>, maxLength = 5): fc.Arbitrary<Value> =>
  fc.array(item, { maxLength });

const ours = (isRight: boolean) => ({
  $schema: values(isRight, ['./cartotoken.schema.json', 'https://example.com/s.json', ''], []),
  environment: values(isRight, ['development', 'production'], ['Production', 'dev', 'x']),
  usage: values(isRight, ['browser', 'server'], ['Server', 'backend']),
});

const SOURCES = [
  ...['a.b', '`a.b`', '"a"."b"', 'my-project.d.t', 'my-project.d.*', 'a.b.*', 'a.b.c', '*', ' * '],
  ...['SELECT 1', 'SELECT 1 ; ', "SELECT ';' FROM t;-- x", 'WITH a AS (SELECT 1) SELECT 1', 'a.b '],
  ...['SELECT * FROM `a.b` WHERE c = "d\\"e"\n', 'a."b.c"', '"a`b".c', 'example.com:p.d.t'],
];
const WRONG_SOURCES = [
  ...['', 'table', 'a.*', 'a b.c', "SELECT 'a", 'SELECT (1', 'DELETE FROM t', 'SELECT 1; SELECT 2'],
  ...['-- a', '/* a', '😀', `a.${apiKey('base64url')}`, `SELECT '${accessToken()}' ;`],
];
const REFERERS = [
  ...['https://a.com/', 'https://a.com', 'http://b.com/', 'https://c.com/*', 'https://c.com/d/e'],
  ...['http://localhost:3000', 'http://localhost:5173*', 'http://192.168.0.1/', 'HTTPS://A.com'],
];
const WRONG_REFERERS = [
  ...[
    '',
    ' ',
    '*',
    'a.com',
    ' https://a.com ',
    'https://a.com, b.com',
    'https://a.com ftp://b.com',
  ],
  ...['https://u:p@a.com/x', 'https://a.com/?q#f', 'localhost', 'a.com/?q', 'https://u@a.com\\@b'],
  ...['https://*.a.com', 'ftp://a.com', 'https://a.com\\', 'https://a.com/?x https://u@b.com', 'x'],
  ...[' a.com ', `https://a.com/${accessToken()}`, accessToken(), '//a.com/b', 'http://a.com:80 '],
];
const DATES = [
  ...['2026-06-01T00:00:00Z', '2030-01-01T00:00', '2026-02-01t10:00:00.5+0100'],
  '2020-01-01T00:00:00Z',
];
const NAMES = ['a', 'taken', 'a"b\\c', '😀', 'Master'];

function tokens(isRight: boolean) {
  const grant = object(
    isRight,
    {
      connection_name: values(isRight, ['carto_dw', 'pg', 'pg'], ['', ' ', 'carto-dw', 'other']),
      source: values(isRight, SOURCES, WRONG_SOURCES),
    },
    ['connection_name', 'source'],
  );
  const other = fc.oneof(
    { weight: 6, arbitrary: grant },
    { weight: 1, arbitrary: keyGrants(false) },
  );
  return object(
    isRight,
    {
      ...ours(isRight),
      name: values(isRight, NAMES, ['', ' ', apiKey('hex'), `my ${accessToken()}`]),
      allowed_apis: list(
        values(isRight, ['maps', 'sql', 'lds', 'imports'], ['Maps', 'import', 'S Q L', 'x', '']),
        4,
      ).filter((apis) => !isRight || !Array.isArray(apis) || apis.length > 0),
      grants: list(isRight ? grant : other),
      referers: list(values(isRight, REFERERS, WRONG_REFERERS)),
      expiration_date: values(isRight, DATES, ['2026-06-01', '', 'soon', '2026-02-30T00:00:00Z']),
    },
    ['allowed_apis'],
  );
}

function keyGrants(isRight: boolean): fc.Arbitrary<Members> {
  const type = (name: string) => values(isRight, [name], [name.toUpperCase(), 'x', 'data']);
  const permissions = list(
    values(isRight, ['select', 'insert', 'update', 'delete'], ['Select', 'read', 'create']),
    3,
  );
  const grant = (name: string, fields: Readonly<Record<string, fc.Arbitrary<Value>>>) =>
    object(isRight, { type: type(name), ...fields }, [
      'type',
      'apis',
      'services',
      'data',
      'datasets',
    ]);
  return fc.oneof(
    grant('apis', { apis: list(values(isRight, ['sql', 'maps'], ['Maps', 'lds', 'x']), 3) }),
    grant('database', {
      tables: list(
        object(
          isRight,
          {
            schema: values(isRight, ['public'], []),
            name: values(isRight, ['t', 'u'], []),
            permissions,
          },
          ['schema', 'name'],
        ),
        3,
      ),
      schemas: list(
        object(
          isRight,
          {
            name: values(isRight, ['public'], []),
            permissions: list(values(isRight, ['create'], ['select', 'Create']), 2),
          },
          ['name'],
        ),
        2,
      ),
      table_metadata: list(values(isRight, ['a'], []), 1),
    }),
    grant('dataservices', {
      services: list(values(isRight, ['geocoding', 'routing'], ['Geocoding', 'x']), 3),
    }),
    grant('user', { data: list(values(isRight, ['profile'], ['Profile', 'x']), 2) }),
    grant('data-observatory', { datasets: list(values(isRight, ['a', 'b'], []), 2) }),
  );
}

function keys(isRight: boolean) {
  const token = fc.constant<Value>({ members: [['source', 'a.b']] });
  const grant = keyGrants(isRight);
  const other = fc.oneof({ weight: 6, arbitrary: grant }, { weight: 1, arbitrary: token });
  return object(
    isRight,
    {
      ...ours(isRight),
      name: values(isRight, NAMES, ['', 'default public', apiKey('base64url')]),
      grants: fc
        .tuple(grant, list(isRight ? grant : other, 3))
        .map(([first, others]): Value => [first, ...(Array.isArray(others) ? others : [])]),
    },
    ['name', 'grants'],
  );
}

const declarations = fc
  .tuple(fc.oneof(tokens(false), keys(false), tokens(true), keys(true)), layouts)
  .map(([members, layout]) => written(members, layout));

const conditions: fc.Arbitrary<Conditions> = fc
  .record({
    trailingSlash: fc.constantFrom<TrailingSlash>('require', 'require', 'forbid', 'both'),
    fileName: fc.constantFrom(undefined, 'storefront', 'a"b'),
    connections: fc.constantFrom(undefined, undefined, ['carto_dw', 'pg_main'], ['pg'], []),
  })
  .map((some) => ({
    ...defaults(new Date('2026-01-01T12:00:00Z')),
    ...some,
    namesakes: (_, name) => (name === 'taken' ? [TAKEN] : []),
  }));

const NOWHERE = { line: 0, character: 0 };
const TAKEN = { uri: 'file:///x', path: 'x', range: { start: NOWHERE, end: NOWHERE } };

/** What happens to a text while somebody types. */
const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat(6),
    fc.oneof(
      fc.string({ maxLength: 3, unit: fc.constantFrom(...'{}[]:,"\\ \n\r\t/*1a') }),
      fc.string({ maxLength: 2, unit: 'binary' }),
      fc.constantFrom('"maps"', '"grants": []', '{"type": "apis"}', 'null,', '"a": 1,'),
    ),
  ),
  { maxLength: 3 },
);

function edited(text: string, changes: readonly (readonly [number, number, string])[]): string {
  return changes.reduce((result, [place, length, inserted]) => {
    const at = place % (result.length + 1);
    return result.slice(0, at) + inserted + result.slice(at + length);
  }, text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function judged(text: string, known: Conditions): Problem<RuleId>[] {
  return inspect({ text, isDeclaration: true }, known);
}

/** A value in which the order of properties and items makes no difference. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => JSON.stringify(unordered(item))).toSorted();
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, member]) => JSON.stringify([name, unordered(member)]))
    .toSorted();
}

function expectInside({ length }: string, changes: readonly TextEdit[]): void {
  let end = 0;
  for (const { span } of changes.toSorted((a, b) => a.span.start - b.span.start)) {
    expect(span.start).toBeGreaterThanOrEqual(end);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    end = span.end;
  }
  expect(end).toBeLessThanOrEqual(length);
}

describe('any declaration', () => {
  it(
    'has problems that lie inside it, with fixes that leave it what it is, and lose them if they are sure',
    () => {
      fc.assert(
        fc.property(declarations, conditions, (text, known) => {
          const problems = judged(text, known);
          for (const { span, rule, message, fixes } of problems) {
            expectInside(text, [{ span, newText: '' }]);
            const isSame = (other: Problem) => other.rule === rule && other.message === message;
            for (const fix of fixes()) {
              expectInside(text, fix.edits);
              const after = applyEdits(text, fix.edits);
              expect(isJson(after), `${rule}: ${fix.title}\n${text}\n${after}`).toBe(true);
              if (fix.newFile) expect(isJson(fix.newFile.text)).toBe(true);
              if (fix.confidence === 'possible') continue;
              const still = judged(after, known);
              const told = `${rule}: ${fix.title}\n${text}\n${after}`;
              expect(still.filter(isSame).length, told).toBeLessThan(
                problems.filter(isSame).length,
              );
              // What was not looked at under a wrong name or in a wrong shape is, once that is right.
              if (rule === 'declaration-shape') continue;
              const count = (some: readonly Problem[]) =>
                some.filter((other) => other.rule === rule).length;
              expect(count(still), told).toBeLessThan(count(problems));
            }
          }
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );

  it(
    'is mended as far as it can be at once',
    () => {
      fc.assert(
        fc.property(declarations, conditions, (text, known) => {
          const mended = fixAll(text, known);
          expect(isJson(mended)).toBe(true);
          expect(fixAll(mended, known)).toBe(mended);
          const left = judged(mended, known).filter(({ fixes }) =>
            fixes().some(({ confidence }) => confidence === 'safe'),
          );
          expect(left).toEqual([]);
          // No value of two properties gets lost.
          expect(Object.keys(JSON.parse(mended))).toHaveLength(
            Object.keys(JSON.parse(text)).length,
          );
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );

  it(
    'is organised at once, keeps what it says, and gets no other problems',
    () => {
      fc.assert(
        fc.property(declarations, conditions, (text, known) => {
          const changes = organise(parseDeclaration(text));
          expectInside(text, changes);
          const organised = applyEdits(text, changes);
          expect(organise(parseDeclaration(organised))).toEqual([]);
          expect(unordered(JSON.parse(organised))).toEqual(unordered(JSON.parse(text)));
          const found = (some: string) => judged(some, known).map(({ rule }) => rule);
          expect(found(organised).toSorted(), organised).toEqual(found(text).toSorted());
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );

  it(
    'is laid out at once, and keeps what it says',
    () => {
      const options = fc.record({ tabSize: fc.constantFrom(2, 4), insertSpaces: fc.boolean() });
      const laidOut = (text: string, chosen: { tabSize: number; insertSpaces: boolean }) => {
        const uri = 'file:///a.cartotoken.json';
        const document = TextDocument.create(uri, 'cartotoken', 1, text);
        const declaration = parseDeclaration(text);
        return TextDocument.applyEdits(
          document,
          formatting({ uri, document, declaration }, chosen),
        );
      };
      fc.assert(
        fc.property(declarations, options, (text, chosen) => {
          const once = laidOut(text, chosen);
          expect(laidOut(once, chosen)).toBe(once);
          expect(JSON.stringify(JSON.parse(once))).toBe(JSON.stringify(JSON.parse(text)));
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );

  it(
    'in which the rules find no fault of shape has none by the schema',
    async () => {
      const service = getLanguageService({});
      const schema = declarationSchema();
      const known = defaults(new Date('2026-01-01T12:00:00Z'));
      let faultless = 0;
      await fc.assert(
        fc.asyncProperty(declarations, async (text) => {
          if (judged(text, known).some(({ rule }) => OF_SHAPE.has(rule))) return;
          faultless += 1;
          const document = TextDocument.create('file:///a.json', 'json', 1, text);
          const parsed = service.parseJSONDocument(document);
          const found = await service.doValidation(document, parsed, {}, schema);
          const messages = found.map(({ message }) => String(message));
          // Duplicates have rules of their own.
          const strict = messages.filter((message) => !message.includes('duplicate'));
          expect(strict, text).toEqual([]);
        }),
        { numRuns: 2000 },
      );
      expect(faultless).toBeGreaterThan(500);
    },
    TIMEOUT,
  );
});

/** The rules on what the schema knows, too. */
const OF_SHAPE: ReadonlySet<RuleId> = new Set<RuleId>([
  ...(['declaration-syntax', 'declaration-shape', 'shape-mixed'] as const),
  ...(['api-unknown', 'api-missing', 'expiration-invalid'] as const),
  ...(['key-name-missing', 'key-grant-type-unknown', 'key-api-unknown'] as const),
  ...(['key-service-unknown', 'key-permission-unknown'] as const),
]);

it(
  'whatever is typed into a declaration: everything lies inside, and JSON stays JSON',
  () => {
    fc.assert(
      fc.property(declarations, conditions, edits, (declaration, known, changes) => {
        const text = edited(declaration, changes);
        const wasJson = isJson(text);
        for (const { span, fixes } of judged(text, known)) {
          expectInside(text, [{ span, newText: '' }]);
          for (const fix of fixes()) {
            expectInside(text, fix.edits);
            if (wasJson) expect(isJson(applyEdits(text, fix.edits))).toBe(true);
          }
        }
        const mended = fixAll(text, known);
        expect(isJson(mended)).toBe(wasJson);
        expect(fixAll(mended, known)).toBe(mended);
        const changed = organise(parseDeclaration(text));
        expectInside(text, changed);
        expect(isJson(applyEdits(text, changed))).toBe(wasJson);
      }),
      { numRuns: 2000 },
    );
  },
  TIMEOUT,
);
