import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { queryFault } from '../../../core/carto/query.ts';
import { findIn } from '../../../core/credentials/find.ts';
import { fixesFor } from '../../../core/credentials/fixes.ts';
import { NOWHERE } from '../../../core/credentials/place.ts';
import { redact } from '../../../core/credentials/redact.ts';
import { suppressingComment } from '../../../core/credentials/suppressing-comment.ts';
import { defaults, inspect } from '../../../core/inspect.ts';
import { IgnorePatterns } from '../../../files/ignore-patterns.ts';
import { tokensOf } from '../../../sandbox/engine/tokens.ts';
import { patternsInSources } from '../../../scripts/lib/patterns.mts';
import { apiKey } from '../../support/synthetic.ts';

/**
 * Looks for texts that take more than their length: random compositions of what the patterns in the sources are made of, repeated.
 * Arguments: seconds of CPU to spend, and a seed. Prints the worst as JSON.
 */
const SECONDS = Number(process.argv[2]);
const SMALL = 16_384;
/** What is slower than this for each doubling, and takes so many ms, is tried at larger sizes before it is told. */
const SUSPICIOUS = { ratio: 2.8, milliseconds: 40 };

const paths = ['a.js', 'a.tsx', 'a.html', 'a.go', 'a.py', 'a.php', 'a.rb', 'a.md', 'a.sh', 'a.cs'];
/** What a text is given to. */
const TARGETS: Readonly<Record<string, (text: string, path: string) => void>> = {
  inspect: (text) => inspect({ text, isDeclaration: false }),
  declaration: (text) => {
    const source = JSON.stringify({ grants: [{ connection_name: 'c', source: text }] });
    for (const each of [text, source]) {
      for (const { fixes } of inspect({ text: each, isDeclaration: true }, defaults())) fixes();
    }
  },
  fixes(text, path) {
    const whole = `api_key = "${apiKey('hex', 'hostile')}" # carto\n${text}\ncarto_api_key = "${apiKey('hex', 'hostile')}"`;
    const place = { ...NOWHERE, path, variables: 'node' as const };
    const found = findIn(whole);
    for (const each of new Set([found[0], found.at(-1)])) {
      if (!each) continue;
      fixesFor(whole, each, place);
      const finding = { rule: 'hardcoded-api-key', at: each.span.start };
      suppressingComment(whole, place, [], finding);
    }
  },
  redact: (text) => redact(text),
  query: (text) => queryFault(`SELECT 1 ${text}`),
  sandbox: (text) => tokensOf(text),
  // No path is longer than the system's limit, and each folder of it is asked about.
  globs: (text) => new IgnorePatterns().add(text.slice(0, 4000)).ignores(text.slice(0, 2000)),
};

let state = Number(process.argv[3] ?? 1);
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state >>> 8) % below;
}

const WORDS = wordsOfPatterns();

/** The literal stretches of all patterns, and one text of each of their sets. */
function wordsOfPatterns(): string[] {
  const words = new Set([
    '\n',
    ' ',
    '\t',
    '\\',
    '"',
    "'",
    '`',
    apiKey('hex', 'hostile'),
    '// carto\n',
  ]);
  const parser = new RegExpParser();
  for (const { source, flags } of patternsInSources().patterns) {
    const pattern = parser.parsePattern(source, 0, source.length, {
      unicode: flags.includes('u'),
      unicodeSets: flags.includes('v'),
    });
    visitRegExpAST(pattern, {
      onAlternativeEnter({ elements }) {
        let word = '';
        for (const each of elements) {
          if (each.type === 'Character') word += String.fromCodePoint(each.value);
          else {
            if (word) words.add(word);
            word = '';
          }
        }
        if (word) words.add(word);
      },
    });
  }
  return [...words];
}

/** Milliseconds of CPU. */
function cost(target: string, text: string, path: string): number {
  const before = process.cpuUsage();
  TARGETS[target]?.(text, path);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function repeated(unit: string, size: number): string {
  return unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
}

interface Worst {
  readonly ratio: number;
  readonly target: string;
  readonly unit: string;
  readonly millisecondsPerMegabyte: number;
}

/** Texts that took their square once, or never ended: what reads them, the path, what is repeated, and what is in front of it and behind. */
const KNOWN: readonly (readonly [string, string, string, string?, string?])[] = [
  ['inspect', '', 'a_', '// carto\n', `q9_key = "${apiKey('hex', 'hostile')}"`],
  ['inspect', '', 'eyJ'],
  ['inspect', '', 'eyJhbGciOiJIUzI1NiJ9.'],
  ['inspect', '', '…\\r\\n map_key*/{"', 'https://x.carto.com/api/v2/sql?q='],
  ['inspect', '', `%25carto-cloud-native-apiCARTO?api_key={{${apiKey('hex', 'hostile')}`, '', '%('],
  ['inspect', '', 'set_default_credentials(api_key=${0'],
  ['inspect', '', 'String.join(api_key=${0'],
  ['inspect', '', '\n', '', 'paste0(set_default_credentials(*'],
  ['inspect', '', 'import {[api_key=api_key'],
  ['query', '', '/**/', 'WHERE (insert', '1)'],
  ['sandbox', '', '/*x'],
  ['sandbox', '', "e'\\"],
  ['fixes', 'a.html', '<script>'],
  ['fixes', 'a.vue', '<script>'],
  ['fixes', 'a.js', '/['],
  ['fixes', 'a.js', '=/[/]'],
  ['fixes', 'a.go', '\n'],
  ['fixes', 'a.go', 'package x'],
  ['fixes', 'a.ps1', '<#'],
  ['fixes', 'a.rb', '=begin\n'],
  ['fixes', 'a.rs', 'r#"'],
  ['fixes', 'a.sh', '<<A '],
];

let worst: Worst = { ratio: 0, target: '', unit: '', millisecondsPerMegabyte: 0 };
let slowest = worst;
let tried = 0;
const names = Object.keys(TARGETS);
for (const name of names) cost(name, repeated('const carto = "api_key=x";\n', SMALL), 'a.js');
for (const [target, path, unit, before = '', behind = ''] of KNOWN) {
  process.stderr.write(`${JSON.stringify({ target, path, before, unit })}\n`);
  const least = (size: number) => {
    const text = before + repeated(unit, size) + behind;
    return Math.min(...[0, 0, 0].map(() => cost(target, text, path)));
  };
  const [once, twice] = [least(2 * SMALL), least(4 * SMALL)];
  const ratio = twice < SUSPICIOUS.milliseconds ? 0 : twice / once;
  if (ratio > worst.ratio) worst = { ratio, target, unit, millisecondsPerMegabyte: twice * 16 };
}
while ((process.cpuUsage().user + process.cpuUsage().system) / 1e6 < SECONDS) {
  const unit = Array.from({ length: 1 + random(4) }, () => WORDS[random(WORDS.length)]).join('');
  const prefix = random(2) === 0 ? 'carto https://x.carto.com/api/v2/sql?q=' : '';
  const target = names[tried % names.length] ?? '';
  const path = paths[random(paths.length)] ?? '';
  tried += 1;
  const run = (size: number) => cost(target, prefix + repeated(unit, size), path);
  // Said in front, so that what never ends is known.
  process.stderr.write(`${JSON.stringify({ target, path, prefix, unit })}\n`);
  const [once, twice] = [run(SMALL), run(2 * SMALL)];
  const perMegabyte = twice * (1_048_576 / (2 * SMALL));
  // A path is cut, so that its time says nothing of a megabyte.
  if (target !== 'globs' && perMegabyte > slowest.millisecondsPerMegabyte) {
    slowest = { ratio: twice / once, target, unit, millisecondsPerMegabyte: perMegabyte };
  }
  if (twice < SUSPICIOUS.milliseconds || twice / once < SUSPICIOUS.ratio) continue;
  // Once more, and larger: the least of three, as nothing else makes a run shorter.
  const least = (size: number) => Math.min(run(size), run(size), run(size));
  const ratio = least(4 * SMALL) / least(2 * SMALL);
  if (ratio > worst.ratio) {
    worst = { ratio, target, unit, millisecondsPerMegabyte: perMegabyte };
  }
}
process.stdout.write(JSON.stringify({ tried, words: WORDS.length, worst, slowest }));
