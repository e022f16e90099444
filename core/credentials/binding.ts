/** What a value in a text is bound to. */
export interface Binding {
  /** The names in front of it, the nearest first: of the variable, the property, the parameter, the option. */
  readonly names: readonly string[];
  /** Whether it is assigned to the nearest of them, rather than written behind it. */
  readonly isAssigned: boolean;
  /** Whether it stands among arguments or items, so that the names may be those of others. */
  readonly isItem: boolean;
  /** The function that it is an argument of, without a name. */
  readonly callee: string | undefined;
}

/** How far in front of a value its name is looked for, in characters. */
const REACH = 240;
/** The most names that are looked at. */
const NAMES = 6;

/** Words between a name and its value that name nothing themselves: types, defaults and the like. */
const NOTHING =
  /^(?:(?:[\w-]*[-_])?value|(?:Parameter|Option)Value|JSON\.stringify|encodeURIComponent|Buffer\.from|envDefault|unwrap_or|getOrElse|orElse|Default|Type|Description|android|Value|VALUE|defaultValue|default|DEFAULT|string|String|STRING|str|Str|NSString|const|static|final|SecretStr|paste0|concat|join|implode|char|text|Text|varchar|std|basic_string|string_view|Some|Ok|or|get|getenv|fetch|new|String\.valueOf|as|u|f|r|b|ur|fr|rb|L|R|to|of|is|the|env|ENV|enabled|type|description|label|raw|current|initial|min|max|json|data|content|example|Literal|Final|Field|Optional|z\.string|string\.default|default_value|initialValue|e|S|N|Bearer|bearer|Token|export|set|setx|let|var)$/;

/**
 * Reads backwards from a value to what it is bound to: `name: 'value'`, `name = "value"`, `f("name", "value")`,
 * `<string name="name">value`, `--name value`, in any language.
 */
export function bindingOf(text: string, start: number): Binding {
  const floor = Math.max(0, start - REACH);
  const tag = text.slice(floor, start).trimEnd().endsWith('>')
    ? TAG.exec(text.slice(floor, start))?.[1]
    : undefined;
  if (tag !== undefined)
    return { names: [tag], isAssigned: true, isItem: false, callee: undefined };
  const names: string[] = [];
  let [at, isItem, isAssigned] = [start, false, false];
  while (names.length < NAMES) {
    const end = nameEnd(text, at, floor);
    const gap = text.slice(end, at);
    // What only stands on the line above names nothing.
    const isAbove = at === start && gap.includes('\n') && gap.trim() === '';
    if (end === floor || isAbove || isBorder(gap)) break;
    let from = end;
    while (from > floor && isName(text.charCodeAt(from - 1))) from -= 1;
    const name = text.slice(from, end).replace(/^[-.]+/, '');
    at = from;
    // Not the tag's that ends there: of `<key>name</key><string>value` the name is in between.
    const isNothing = NOTHING.test(name) || text.startsWith('</', from - 2);
    const isCall = FIRST.test(gap) && (isItem || names.length === 0) && !isNothing;
    if (isCall) return { names, isAssigned, isItem, callee: name };
    isItem ||= gap.includes(',');
    if (isNothing) continue;
    const assigns = /[:=>]|<-/.test(gap);
    if (names.length === 0) isAssigned = assigns;
    names.push(name);
    // What is assigned needs no other name.
    if (!isItem && assigns) break;
  }
  return { names, isAssigned, isItem, callee: undefined };
}

/** A tag that a value stands behind, with the name that it gives it among other attributes. */
const TAG =
  /<\w[^<>]{0,100}?\s(?:name|key|id)\s{0,9}=\s{0,9}["']([\w.-]{1,80})["'][^<>]{0,120}>\s{0,80}$/i;

/** In front of the first of a call's arguments, or of the items of a list that is assigned. */
const FIRST = /^(?!["'`]\s*[\])]).*\(\s*[@&]?["'`]?$|^\s*[=:]\s*\[\s*["'`]?$/s;

/** Where the name in front of a place ends. */
function nameEnd(text: string, at: number, floor: number): number {
  let end = at;
  while (end > floor && !isWord(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

/** Whether another statement, object or paragraph lies between. */
function isBorder(gap: string): boolean {
  return /[;}]|\n[^\S\n]*\n|\)\s*(?:#|\/\/|,\s*\()/.test(gap.replace(/\)\s*\{/, ''));
}

function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}

/** A name goes on over dots and dashes: `settings.API_KEY`, `data-carto-api-key`. */
function isName(code: number): boolean {
  return isWord(code) || code === 0x2e || code === 0x2d || code === 0x24;
}
