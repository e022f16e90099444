import { BUILD_VARIABLES } from '../../front-end/build.ts';
import type { VariableSource } from '../../front-end/variables.ts';
import type { Place } from '../place.ts';
import type { Language } from './language.ts';
import { DOCKERFILE } from './languages/dockerfile.ts';
import { javascript } from './languages/javascript.ts';
import { GROOVY, JAVA, KOTLIN, SCALA } from './languages/jvm.ts';
import { CSHARP, DART, GO, RUST, SWIFT } from './languages/native.ts';
import { PYTHON } from './languages/python.ts';
import { ELIXIR, JULIA, LUA, PERL, PHP, R, RUBY } from './languages/scripting.ts';
import { SHELL } from './languages/shell.ts';
import { BATCH, POWERSHELL } from './languages/windows.ts';

/** A language, the ids that editors have for it, and how the names of its files end. */
interface Row {
  readonly language: Language | 'javascript';
  readonly ids: readonly string[];
  readonly files: RegExp;
}

/** A new language of code is a line here. What is not here has no environment, or none that is read in one way alone. */
const LANGUAGES: readonly Row[] = [
  {
    language: 'javascript',
    ids: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte'],
    files: /\.(?:[cm]?[jt]sx?|vue|svelte)$/i,
  },
  { language: PYTHON, ids: ['python'], files: /\.pyw?$/i },
  { language: RUBY, ids: ['ruby'], files: /\.(?:rb|rake)$|(?:^|\/)(?:Rakefile|Gemfile)$/i },
  { language: PHP, ids: ['php'], files: /\.php$/i },
  { language: R, ids: ['r'], files: /\.r$/i },
  { language: PERL, ids: ['perl'], files: /\.p[lm]$/i },
  { language: LUA, ids: ['lua'], files: /\.lua$/i },
  { language: ELIXIR, ids: ['elixir'], files: /\.exs?$/i },
  { language: JULIA, ids: ['julia'], files: /\.jl$/i },
  { language: JAVA, ids: ['java'], files: /\.java$/i },
  { language: KOTLIN, ids: ['kotlin'], files: /\.kts?$/i },
  { language: SCALA, ids: ['scala'], files: /\.(?:scala|sc)$/i },
  { language: GROOVY, ids: ['groovy'], files: /\.(?:groovy|gradle)$/i },
  { language: GO, ids: ['go'], files: /\.go$/i },
  { language: RUST, ids: ['rust'], files: /\.rs$/i },
  { language: CSHARP, ids: ['csharp'], files: /\.csx?$/i },
  { language: SWIFT, ids: ['swift'], files: /\.swift$/i },
  { language: DART, ids: ['dart'], files: /\.dart$/i },
  { language: SHELL, ids: ['shellscript'], files: /\.(?:sh|bash|zsh|ksh|command)$/i },
  { language: POWERSHELL, ids: ['powershell'], files: /\.psm?1$/i },
  { language: BATCH, ids: ['bat'], files: /\.(?:bat|cmd)$/i },
  {
    language: DOCKERFILE,
    ids: ['dockerfile'],
    files: /(?:^|\/)(?:Dockerfile(?:\.\w+)?|\w+\.Dockerfile)$/i,
  },
];

/** The language of a text, where that is one of code that reads environment variables. */
export function languageOf(
  place: Pick<Place, 'path' | 'language'>,
  source?: VariableSource,
): Language | undefined {
  const row = rowOf(place);
  return row?.language === 'javascript'
    ? javascript(source && source !== 'node' ? BUILD_VARIABLES[source].object : 'process.env')
    : row?.language;
}

/** Whether a language of code has environment variables only where something gives it some: a page has none. */
export function needsSource({ path, language: id }: Pick<Place, 'path' | 'language'>): boolean {
  return rowOf({ path, language: id })?.language === 'javascript';
}

function rowOf({ path, language: id }: Pick<Place, 'path' | 'language'>): Row | undefined {
  return (
    LANGUAGES.find(({ ids }) => id !== undefined && ids.includes(id)) ??
    LANGUAGES.find(({ files }) => files.test(path))
  );
}

const SCRIPT = /<script\b[^>]{0,1000}>/gi;

/**
 * The stretch of a text around a place that is in its language: a script of a component, else all of it. Undefined where
 * the place is in no script.
 */
export function codeAround(
  { path, language }: Pick<Place, 'path' | 'language'>,
  text: string,
  at: number,
) {
  if (!/^(?:vue|svelte)$/.test(language ?? '') && !/\.(?:vue|svelte)$/i.test(path))
    return { start: 0, end: text.length };
  let end = 0;
  for (const { index, 0: tag } of text.matchAll(SCRIPT)) {
    const start = index + tag.length;
    if (start > at) return undefined;
    if (end !== -1 && end < start) end = text.indexOf('</script', start);
    if (start <= at && (end === -1 || at < end))
      return { start, end: end === -1 ? text.length : end };
  }
  return undefined;
}
