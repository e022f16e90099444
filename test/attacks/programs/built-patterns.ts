/**
 * Decides for each regular expression that code of ours builds whether it may backtrack, as `npm run check` does for those that are
 * written out: all are noted while every module of core is loaded and run on every case there is. Prints as JSON what it found.
 */
import '../patterns/watch-patterns.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findIn } from '../../../core/credentials/find.ts';
import { fixesFor } from '../../../core/credentials/fixes.ts';
import { NOWHERE } from '../../../core/credentials/place.ts';
import { suppressingComment } from '../../../core/credentials/suppressing-comment.ts';
import { defaults, inspect } from '../../../core/inspect.ts';
import { growthOf } from '../../../scripts/lib/backtracking.mts';
import { ROOT } from '../../../scripts/lib/paths.mts';
import { patternsInSources } from '../../../scripts/lib/patterns.mts';
import { credentialCases, withCredentials } from '../../support/credential-cases.ts';
import { filesBelow } from '../../support/files-below.ts';
import { builtPatterns } from '../patterns/built-patterns.ts';

/** The files of languages that are read by what their literals and comments begin with. */
const FILES =
  'a.js a.jsx a.ts a.vue a.svelte a.astro a.html a.xml a.php a.py a.rb a.r a.pl a.lua a.ex a.jl a.java a.kt a.scala a.groovy a.go a.rs a.cs a.swift a.dart a.sh a.ps1 a.bat Dockerfile Makefile a.md a.mdx a.yaml a.toml a.ini a.sql a.c a.vb a.f90 a.ml a.hs a.clj a.tex a.vim a.css a.tf .env'.split(
    ' ',
  );
/** What literals and comments begin with in any of them: what they end with is built when one is found. */
const OPENINGS = [
  ...['"', "'", '`', '"""', "'''", 'f"', 'rb"', 'R"(', 'r#"', '@"', '$"', '$@"', 'L"', '[[', '[=['],
  ...['%q(', '%w[', 'q{', 'qq<', 'r"-(', '$$', "@'\n", '@"\n', '<<A\n', "<<'A'\n", '<<~A\n'],
  ...['<<-"A"\n', '<<<A\n', "<<<'A'\n", '/*', '/**', '//', '#', '#=', '<#', '--', '--[[', ';', '%'],
  ...['<!--', '{-', '(*', '{{--', '{#', '=begin\n', '=pod\n', '"${', '`${', '"#{', 'f"{', '<a b="'],
];

for (const file of filesBelow('core', '.ts')) await import(path.join(ROOT, file));
for (const { text, file } of credentialCases()) look(text, file);
for (const folder of ['credential-fixes', 'suppressing', 'credentials']) {
  for (const file of filesBelow(`test/fixtures/${folder}`, '')) {
    look(withCredentials(readFileSync(file, 'utf8')).text, file);
  }
}
for (const file of filesBelow('test/fixtures/declarations', '.cartotoken.json')) {
  const text = readFileSync(file, 'utf8');
  for (const { fixes } of inspect({ text, isDeclaration: true }, defaults())) fixes();
}
const { text: assigned } = withCredentials('carto_api_key = "‹H1›"\n');
for (const file of FILES) for (const opening of OPENINGS) look(`${opening} x\n${assigned}`, file);

/** Everything that is done with a text. */
function look(text: string, path: string): void {
  const place = { ...NOWHERE, path, variables: 'node' as const };
  for (const each of findIn(text, path)) {
    for (const fix of fixesFor(text, each, place)) {
      if (fix.kind === 'move') fix.move.edits(fix.move.variable);
    }
    suppressingComment(text, place, [], { rule: 'hardcoded-api-key', at: each.span.start });
  }
}

const sites = new Set(patternsInSources().sites.map(({ file, line }) => `${file}:${line}`));
const ours = builtPatterns().filter(({ place }) => sites.has(place));
const seen = new Set(ours.map(({ place }) => place));
const faults = ours.flatMap(({ source, flags, place }) => {
  const growth = growthOf(source, flags);
  return growth.kind === 'linear' ? [] : { place, pattern: `/${source}/${flags}`, ...growth };
});
process.stdout.write(
  JSON.stringify({
    decided: ours.length,
    unseen: [...sites].filter((place) => !seen.has(place)),
    faults,
  }),
);
