import { expect, it } from 'vitest';
import { buildConfigured, buildNeeded } from '../../core/front-end/build.ts';
import {
  type CodePlace,
  isNeverReplaced,
  runsOnNode,
  variableSource,
} from '../../core/front-end/variables.ts';

const NEUTRAL = "import { vectorTableSource } from '@carto/api-client';\n";

function sourceOf(text: string, place: Partial<CodePlace>) {
  return variableSource(text, { path: 'src/map.js', isFrontEnd: false, ...place });
}

it.each<[string, string, Partial<CodePlace>, ReturnType<typeof variableSource>]>([
  ['a module of which nothing is known', NEUTRAL, {}, undefined],
  ['one of a project that runs on Node.js', NEUTRAL, { variables: 'node' }, 'node'],
  ['a script of a plain page', '$(document).ready(() => {});', { path: 'js/main.js' }, undefined],
  ['a page’s script beside a server', 'L.map("map");', { variables: 'node' }, undefined],
  [
    'what a server hands out as it is',
    NEUTRAL,
    { path: 'public/map.js', variables: 'node' },
    undefined,
  ],
  [
    'a script of pages beside a server',
    NEUTRAL,
    { path: 'client/map.js', variables: 'node' },
    undefined,
  ],
  ['CommonJS outside of any project', "const CARTO = require('cartodb');", {}, 'node'],
  ['AMD', "require(['cartodb'], (cartodb) => {});", {}, undefined],
  ['a module of Node.js’s own', "import { readFile } from 'node:fs/promises';", {}, 'node'],
  ['a program', '#!/usr/bin/env node\n', { path: 'js/tool' }, 'node'],
  ['a program for the terminal', 'process.stdout.write("");', { path: 'js/tool.mjs' }, 'node'],
  ['what webpack builds', NEUTRAL, { isFrontEnd: true }, undefined],
  ['CommonJS that webpack builds', "require('@deck.gl/carto')", { isFrontEnd: true }, undefined],
  ['what Vite builds', NEUTRAL, { isFrontEnd: true, variables: 'vite' }, 'vite'],
  ['what configures Vite', NEUTRAL, { path: 'vite.config.ts', variables: 'vite' }, 'node'],
  ['a server’s component', NEUTRAL, { variables: 'next' }, 'node'],
  ['a client’s component', '"use client";\n', { path: 'app/map.js', variables: 'next' }, 'next'],
  [
    'what create-react-app has built',
    NEUTRAL,
    { path: 'build/static/js/main.0a1b2c3d.chunk.js', isFrontEnd: true, variables: 'react' },
    undefined,
  ],
  [
    'what create-react-app copies',
    NEUTRAL,
    { path: 'public/config.js', isFrontEnd: true, variables: 'react' },
    undefined,
  ],
  [
    'a bundle under any name',
    'var e=__webpack_require__(1);',
    { variables: 'react', isFrontEnd: true },
    undefined,
  ],
  [
    'Rails’ assets',
    "//= require jquery\nvar key = '';",
    { path: 'app/assets/javascripts/map.js', variables: 'node' },
    undefined,
  ],
  [
    'Angular’s environment',
    'export const environment = {};',
    { path: 'src/environments/environment.ts', isFrontEnd: true },
    undefined,
  ],
  ['a server in a project of pages', NEUTRAL, { path: 'server/map.js', isFrontEnd: true }, 'node'],
])('%s', (_, text, place, expected) => {
  expect(sourceOf(text, place)).toBe(expected);
});

it.each([
  ['{"bin": "cli.js"}', true],
  ['{"scripts": {"start": "node server.js"}}', true],
  ['{"scripts": {"start": "PORT=1 nodemon ."}}', true],
  ['{"dependencies": {"express": "4"}}', true],
  ['{"dependencies": {"express": "4"}, "devDependencies": {"browserify": "17"}}', false],
  ['{"dependencies": {"@deck.gl/carto": "9"}}', false],
  ['{"scripts": {"start": "http-server"}}', false],
  ['{"scripts": [1], "dependencies": "express"}', false],
  ['{', false],
])('a project of %s runs on Node.js: %s', (packageJson, expected) => {
  expect(runsOnNode(packageJson)).toBe(expected);
});

it('knows the builds that replace variables, and no other', () => {
  expect(buildConfigured(['vue.config.js', 'package.json'])).toBe('vue');
  expect(buildConfigured(['astro.config.mjs', 'vite.config.ts'])).toBe('astro');
  expect(buildConfigured(['webpack.config.js', 'angular.json'])).toBeUndefined();
  expect(buildNeeded('{"devDependencies": {"parcel": "2"}}')).toBe('parcel');
  expect(buildNeeded('{"dependencies": {"gatsby": "5", "@angular/core": "17"}}')).toBeUndefined();
});

it('a fallback of a variable goes only where the text is not what browsers get as it stands', () => {
  expect(isNeverReplaced('process.env.X || ""', { path: 'src/map.js' })).toBe(false);
  expect(isNeverReplaced('process.env.X || ""', { path: 'dist/map.js' })).toBe(true);
  expect(isNeverReplaced('', { path: 'build/webpack.config.js' })).toBe(false);
});
