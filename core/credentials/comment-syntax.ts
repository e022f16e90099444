import { ESCAPED, heredoc, type Literal, literal, oneLine } from './literals.ts';

/** How a language writes a comment, and what in it is none although it looks so. */
export interface CommentSyntax {
  /** In front of a comment, and behind it. */
  readonly open: string;
  readonly close: string;
  /** What parts a rule from the reason in it: XML has no two hyphens in a comment. */
  readonly dash: ' -- ' | ' - ';
  /** Strings and comments. */
  readonly literals: readonly Literal[];
  /** What ends a line that goes on in the next, where that is no backslash. */
  readonly continuation?: string;
  /** Whether a comment is a line of its own, and cannot stand behind something. */
  readonly isWholeLine?: boolean;
  /** Whether scripts and styles stand in it, in languages of their own. */
  readonly isMarkup?: boolean;
}

const C_COMMENTS = [literal('comment', '//', '\\n'), literal('comment', '/\\*', '\\*/')];
const HASH = literal('comment', '(?<![\\w$&{\\\\])#', '\\n');
const DASHES = literal('comment', '--', '\\n');
const QUOTES = [oneLine('"'), oneLine("'")];
/** Strings that go over lines, as shells and SQL have them. */
const LONG_QUOTES = [literal('string', '"', '"', ESCAPED), literal('string', "'", "'", ESCAPED)];
const DOUBLED = [literal('string', '"""', '"""', ESCAPED)];
const TRIPLED = [...DOUBLED, literal('string', "'''", "'''", ESCAPED)];
const BACKTICKS = literal('string', '`', '`', ESCAPED);
const HTML_COMMENT = literal('comment', '<!--', '-->');
/** A tag, in which no comment stands. */
const TAG = literal('string', '</?[A-Za-z]', '>', '"[^"]*"|\'[^\']*\'');
/** What follows an operator is no division. */
const REGEX = literal(
  'string',
  '(?<=[=(,:;!&|?{[\\n]\\s{0,9})/(?![/*])',
  '[/\\n]',
  '\\\\.|\\[[^\\]\\n]{0,200}\\]',
);

const line = (open: string, ...literals: Literal[]): CommentSyntax => ({
  open: `${open} `,
  close: '',
  dash: ' -- ',
  literals,
});
const block = (open: string, close: string, ...literals: Literal[]): CommentSyntax => ({
  open: `${open} `,
  close: ` ${close}`,
  dash: ' -- ',
  literals,
});

const wholeLine = (open: string, ...literals: Literal[]): CommentSyntax => ({
  ...line(open, ...literals),
  isWholeLine: true,
});

export const JAVASCRIPT = line('//', ...C_COMMENTS, REGEX, ...QUOTES, BACKTICKS);
export const CSS = block('/*', '*/', ...C_COMMENTS.slice(1), ...QUOTES);
const markup = (open: string, close: string): CommentSyntax => ({
  ...block(open, close, HTML_COMMENT, TAG),
  isMarkup: true,
});
export const MARKUP = markup('<!--', '-->');
const ERB: CommentSyntax = {
  ...markup('<%#', '%>'),
  literals: [literal('comment', '<%#', '%>'), literal('string', '<%', '%>'), ...MARKUP.literals],
};
/** In JSX, between tags, where all is text. */
export const JSX_CHILD = block('{/*', '*/}');
/** Braces in braces, as deep as they stand in attributes. */
const BRACES = '\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]{0,999}\\}){0,999}\\}){0,999}\\}';
/** In MDX, outside of its statements: expressions and tags in texts. */
export const MDX = block(
  '{/*',
  '*/}',
  literal('comment', '\\{/\\*', '\\*/\\}'),
  literal('string', '\\{', '\\}', BRACES),
  oneLine('`'),
  literal('string', '</?[A-Za-z]', '>', `"[^"]*"|'[^']*'|${BRACES}`),
);
/** Comments of a line of PHP's end where its code does. */
const PHP_LINE_END = '\\n|(?=\\?>)';
export const PHP = line(
  '//',
  literal('markup', '(?<![\\s\\S])|\\?>', '<\\?(?!xml\\b)'),
  literal('comment', '//|(?<![\\w$&{\\\\])#(?!\\[)', PHP_LINE_END),
  ...C_COMMENTS.slice(1),
  heredoc('<<<[ \\t]{0,9}'),
  ...LONG_QUOTES,
);
/** HTML with PHP in it, and with what templates fill in. */
export const PHP_MARKUP: CommentSyntax = {
  ...MARKUP,
  literals: [
    literal('comment', '\\{\\{--', '--\\}\\}'),
    literal('string', '<\\?', '\\?>'),
    literal('string', '\\{\\{', '\\}\\}'),
    literal('string', '\\{!!', '!!\\}'),
    literal('string', '@php\\b(?!\\s*\\()', '@endphp\\b'),
    ...MARKUP.literals,
  ],
};
const XML: CommentSyntax = { ...MARKUP, dash: ' - ' };
const C = line('//', ...C_COMMENTS, ...DOUBLED, ...QUOTES);
const DART = line('//', ...C_COMMENTS, ...TRIPLED, ...QUOTES);
const SHELL = line('#', HASH, heredoc('<<[-~]?[ \\t]{0,9}'), ...LONG_QUOTES);
const PYTHON = line('#', HASH, ...TRIPLED, ...QUOTES);
const PLAIN = wholeLine('#', HASH);
/** An apostrophe in a text of YAML's begins nothing. */
const IN_FRONT = '(?<=[:,[{\\n-]\\s{0,80})';
export const YAML = line(
  '#',
  HASH,
  literal('string', `${IN_FRONT}"`, '"', ESCAPED),
  literal('string', `${IN_FRONT}'`, "'"),
);

/**
 * Comments by the ids of languages as VS Code has them, by the names of files, and by what those end with. Undefined: the
 * language has no comments, or none at any place.
 */
const SYNTAXES: readonly (readonly [CommentSyntax | undefined, names: string])[] = [
  [
    JAVASCRIPT,
    'javascript javascriptreact typescript typescriptreact .js .mjs .cjs .jsx .ts .mts .cts .tsx js ts jsx tsx',
  ],
  [JAVASCRIPT, 'jsonc json5 .jsonc .json5 .code-workspace'],
  [
    line('//', ...C_COMMENTS, literal('string', 'R"\\(', '\\)"'), ...QUOTES),
    'c cpp objective-c objective-cpp cuda-cpp .c .h .cc .cpp .cxx .hpp .hh .m .mm .cu .ino',
  ],
  [
    C,
    'java kotlin scala swift groovy csharp fsharp jenkinsfile .java .kt .kts .scala .sc .swift .groovy .gradle .cs .csx .fs .fsx .glsl .frag .vert .wgsl .proto proto3 .sol .pas .v .zig .as',
  ],
  [line('//', ...C_COMMENTS, BACKTICKS, ...QUOTES), 'go .go .mod'],
  [
    line(
      '//',
      ...C_COMMENTS,
      literal('string', 'r#"', '"#'),
      literal('string', '"', '"', ESCAPED),
      oneLine("'"),
    ),
    'rust .rs',
  ],
  [DART, 'dart .dart'],
  [line('//', ...C_COMMENTS, ...QUOTES), 'scss less sass stylus .scss .less .sass .styl'],
  [CSS, 'css .css'],
  [PHP, 'php .php .phtml .php5 .inc'],
  [
    MARKUP,
    'html vue svelte astro .html .htm .xhtml .vue .svelte .astro markdown .md .markdown .qmd .rmd',
  ],
  [MDX, 'mdx .mdx'],
  [
    XML,
    'xml xsl svg .xml .xsl .xsd .svg .xaml .plist .csproj .fsproj .vbproj .props .targets .config .resx .storyboard .xib .iml .wsdl .kml .qgs .gpx',
  ],
  [markup('{{!--', '--}}'), 'handlebars .hbs .handlebars .mustache'],
  [ERB, 'erb .erb .ejs .rhtml'],
  [markup('{#', '#}'), 'jinja jinja-html twig .jinja .jinja2 .j2 .twig .njk'],
  [PYTHON, 'python py snakemake .py .pyw .pyi .pyx .bzl .star build.bazel'],
  [
    line('#', HASH, ...TRIPLED, ...QUOTES),
    'toml .toml pipfile elixir .ex .exs julia .jl .coffee coffeescript nim .nim .graphql graphql .gql',
  ],
  [
    line('#', HASH, heredoc('<<[-~]?[ \\t]{0,9}'), ...LONG_QUOTES),
    'ruby perl crystal .rb .rake .pl .pm .cr gemfile rakefile podfile fastfile vagrantfile',
  ],
  [
    SHELL,
    'shellscript sh bash zsh shell console fish .sh .bash .zsh .fish .ksh .bats .envrc .bashrc .zshrc .profile .bash_profile',
  ],
  [
    {
      ...line(
        '#',
        HASH,
        literal('comment', '<#', '#>'),
        literal('string', '@"', '\\n"@'),
        literal('string', "@'", "\\n'@"),
        ...LONG_QUOTES,
      ),
      continuation: '`',
    },
    'powershell .ps1 .psm1 .psd1',
  ],
  [line('#', HASH, heredoc('<<-?'), ...QUOTES), 'terraform hcl .tf .tfvars .hcl'],
  [PLAIN, 'dockerfile makefile .dockerfile .mk containerfile procfile'],
  [line('#', HASH, literal('string', "''", "''"), ...QUOTES), 'nix .nix'],
  [
    line('#', HASH, ...LONG_QUOTES),
    'r .r .rprofile .renviron .awk .sed .tcl .cmake cmake cmakelists.txt',
  ],
  [YAML, 'yaml dockercompose .yml .yaml'],
  [
    PLAIN,
    'dotenv properties ini ignore .env .properties .ini .cfg .conf .cnf .editorconfig .npmrc .yarnrc .pypirc .http .rest http .gitignore .dockerignore .htaccess .netrc',
  ],
  [
    line(
      '--',
      literal('comment', '--\\[\\[', '\\]\\]'),
      DASHES,
      literal('string', '\\[\\[', '\\]\\]'),
      ...QUOTES,
    ),
    'lua .lua',
  ],
  [
    line(
      '--',
      DASHES,
      literal('comment', '/\\*', '\\*/'),
      literal('string', '\\$\\$', '\\$\\$'),
      literal('string', "'", "'"),
      oneLine('"'),
    ),
    'sql .sql .pgsql .psql .plsql .ddl .hql',
  ],
  [
    line('--', DASHES, literal('comment', '\\{-', '-\\}'), oneLine('"')),
    'haskell elm ada vhdl applescript .hs .lhs .elm .adb .ads .vhd .vhdl .applescript',
  ],
  [
    line(';', literal('comment', ';', '\\n'), literal('string', '"', '"', ESCAPED)),
    'clojure lisp scheme racket elisp autohotkey .clj .cljs .cljc .edn .lisp .lsp .el .scm .rkt .ahk .asm .s .reg',
  ],
  [
    line('%', literal('comment', '%', '\\n')),
    'latex tex bibtex erlang matlab prolog .tex .sty .erl .hrl .pro',
  ],
  [
    { ...line("'", literal('comment', "'", '\\n'), oneLine('"')), continuation: ' _' },
    'vb .vb .vbs .bas .cls .frm',
  ],
  [{ ...wholeLine('REM'), continuation: '^' }, 'bat .bat .cmd'],
  [wholeLine('"'), 'viml .vim .vimrc'],
  [line('!', literal('comment', '!', '\\n'), ...QUOTES), 'fortran .f90 .f95 .f03 .f'],
  [
    block('(*', '*)', literal('comment', '\\(\\*', '\\*\\)'), literal('string', '"', '"', ESCAPED)),
    'ocaml .ml .mli .mathematica .wl',
  ],
];

const BY_NAME: ReadonlyMap<string, CommentSyntax | undefined> = new Map(
  SYNTAXES.flatMap(([syntax, names]) => names.split(' ').map((name) => [name, syntax])),
);

/** Files that a program writes, and writes anew without comments. */
const WRITTEN = /(?:^|[.-])lock(?:$|\.)|\.min\.\w+$|\.map$/;
/** Languages without comments, whatever a file is called. */
const WITHOUT = new Set(['json', 'jsonl', 'csv', 'tsv', 'diff', 'log', 'search-result']);

/** The comments of a language, by its id or any other name of it. */
export function syntaxOf(name: string): CommentSyntax | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** The comments of a file, by what an editor says that its language is, and else by its name. */
export function syntaxOfFile(
  path: string,
  language: string | undefined,
): CommentSyntax | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (WRITTEN.test(name) || (language && WITHOUT.has(language))) return undefined;
  const known = language && syntaxOf(language);
  if (known) return known;
  // .env.local and Dockerfile.dev go by what they begin with.
  const [first = ''] = name.replace(/^\./, '_').split('.');
  const extension = name.slice(name.lastIndexOf('.'));
  return syntaxOf(name) ?? syntaxOf(extension) ?? syntaxOf(first.replace(/^_/, '.'));
}
