import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TRAILING_SLASH_CHOICES } from '../core/declarations/circumstances.ts';
import { RULES } from '../core/inspect.ts';
import { SEVERITY_CHOICES } from '../core/problem.ts';
import { DEFAULT_SETTINGS, LIMITS, readSettings } from '../core/settings.ts';
import {
  withEnglishRules,
  withRuleSettings,
  withSpanishRules,
} from '../scripts/lib/rule-settings.mts';

/** With the words of package.nls.json in the places of their keys, as VS Code shows it in English. */
const words: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'), (_, value) =>
  typeof value === 'string'
    ? value.replace(/^%(.+)%$/, (_key, name) => words[name] ?? name)
    : value,
);
const settings: Record<string, ReturnType<typeof JSON.parse>> = contributes.configuration
  .properties;
/** Those of a folder are the language server's; the others, of the person at the machine, are tested inside VS Code. */
const documented = Object.entries(settings).filter(([, { scope }]) => scope === 'resource');

describe('the settings that package.json documents', () => {
  it('are those that the language server reads, with its defaults', () => {
    const defaults = {
      'cartotoken.rules': DEFAULT_SETTINGS.rules,
      'cartotoken.referers.trailingSlash': DEFAULT_SETTINGS.trailingSlash,
      'cartotoken.inlayHints.enabled': DEFAULT_SETTINGS.inlayHints,
      'cartotoken.scan.enabled': DEFAULT_SETTINGS.scan.isEnabled,
      'cartotoken.scan.largeFile': DEFAULT_SETTINGS.scan.largeFile,
      'cartotoken.developmentPaths': DEFAULT_SETTINGS.developmentPaths,
    };
    expect(Object.fromEntries(documented.map(([key, value]) => [key, value.default]))).toEqual(
      defaults,
    );
    expect(readSettings(section(defaults))).toEqual(DEFAULT_SETTINGS);
  });

  it.each(TRAILING_SLASH_CHOICES)('trailingSlash: %s is read', (choice) => {
    const read = readSettings(section({ 'cartotoken.referers.trailingSlash': choice }));
    expect(read).toEqual({ ...DEFAULT_SETTINGS, trailingSlash: choice });
  });

  it('inlayHints: false is read', () => {
    const read = readSettings(section({ 'cartotoken.inlayHints.enabled': false }));
    expect(read).toEqual({ ...DEFAULT_SETTINGS, inlayHints: false });
  });

  it('scan is read, but for sizes that are none', () => {
    const read = (enabled: unknown, largeFile: unknown) =>
      readSettings(
        section({ 'cartotoken.scan.enabled': enabled, 'cartotoken.scan.largeFile': largeFile }),
      ).scan;
    expect(read(false, 0.5)).toEqual({ isEnabled: false, largeFile: 0.5 });
    for (const none of [0, -1, '5', null]) expect(read(1, none)).toEqual(DEFAULT_SETTINGS.scan);
  });

  it('what is out of bounds is used up to them, which is said', () => {
    const said: string[] = [];
    const read = (values: object) =>
      readSettings(section(values as Record<string, unknown>), (words) => said.push(words));
    const { minimum, maximum } = LIMITS.largeFile;
    for (const [value, used] of [
      [100_000, maximum],
      [Number.MAX_VALUE, maximum],
      [1e-9, minimum],
      [maximum, maximum],
    ]) {
      expect(read({ 'cartotoken.scan.largeFile': value }).scan.largeFile).toBe(used);
    }
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^cartotoken\.scan\.largeFile must be from .* 100 is used\.$/);
    const globs = [...Array.from({ length: 150 }, (_, index) => `${index}/**`), 'x'.repeat(501)];
    const { developmentPaths } = read({ 'cartotoken.developmentPaths': globs });
    expect(developmentPaths).toEqual(globs.slice(0, 100));
    expect(said.at(-1)).toContain('51 of 151 are not used');
    // Editors that read package.json say the same.
    expect(settings['cartotoken.scan.largeFile']).toMatchObject(LIMITS.largeFile);
    const { maxItems, items } = settings['cartotoken.developmentPaths'];
    expect({ maxItems, maxLength: items.maxLength }).toEqual(LIMITS.developmentPaths);
  });

  it('developmentPaths is read, but for what is no glob', () => {
    const read = readSettings(section({ 'cartotoken.developmentPaths': ['play/**', '', 7] }));
    expect(read).toEqual({ ...DEFAULT_SETTINGS, developmentPaths: ['play/**'] });
  });

  it.each(SEVERITY_CHOICES)('rules: %s is read for every rule', (severity) => {
    const rules = Object.fromEntries(RULES.map(({ id }) => [id, severity]));
    expect(readSettings(section({ 'cartotoken.rules': rules })).rules).toEqual(rules);
  });

  it('offer the choices of the trailing slash, each explained', () => {
    const { enum: choices, enumDescriptions } = settings['cartotoken.referers.trailingSlash'];
    expect(choices).toEqual(TRAILING_SLASH_CHOICES);
    expect(enumDescriptions).toHaveLength(choices.length);
  });

  it('list every rule and no other, as the rules say (npm run generate)', () => {
    expect(settings['cartotoken.rules'].additionalProperties).toBe(false);
    for (const [file, generate] of [
      ['package.json', withRuleSettings],
      ['package.nls.json', withEnglishRules],
      ['package.nls.es.json', withSpanishRules],
    ] as const) {
      const written = readFileSync(file, 'utf8');
      expect(`${JSON.stringify(generate(JSON.parse(written)), null, 2)}\n`).toBe(written);
    }
  });

  it.each(Object.entries(settings))(
    '%s is explained, and set for each folder by itself, for a window or for the person',
    (_, { scope, markdownDescription }) => {
      expect(scope).toMatch(/^(resource|window|application)$/);
      expect(markdownDescription).toMatch(/\.$|\)$/);
    },
  );
});

describe('what package.json contributes', () => {
  it('menus hold only commands that there are', () => {
    const commands = contributes.commands.map(({ command }: { command: string }) => command);
    const inMenus = Object.values<{ command: string }[]>(contributes.menus).flat();
    for (const { command } of inMenus) expect(commands).toContain(command);
  });

  it('views say nothing twice: all texts are shown whose condition holds', () => {
    const texts = contributes.viewsWelcome.map(({ contents }: { contents: string }) => contents);
    expect(texts).toEqual([...new Set(texts)]);
  });
});

/** What an editor says of the section `cartotoken`, from settings by their full names. */
function section(settings: Readonly<Record<string, unknown>>): unknown {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    const [, ...path] = key.split('.');
    const last = path.pop() ?? '';
    const parent = path.reduce((node, step) => {
      node[step] ??= {};
      return node[step] as Record<string, unknown>;
    }, root);
    parent[last] = value;
  }
  return root;
}
