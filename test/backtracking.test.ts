import { expect, it } from 'vitest';
import { growthOf } from '../scripts/lib/backtracking.mts';

it.each([
  [/^a+b/, 'linear'],
  [/\w+/, 'linear'],
  [/x\s*y/, 'linear'],
  [/(?<!\s)\s+$/, 'linear'],
  [/\b\w+x/, 'linear'],
  [/^[ \t]*import/m, 'linear'],
  [/"(?:\\.|[^"\\])*"/y, 'linear'],
  [/\/\*[\s\S]*?(?:\*\/)?/g, 'linear'],
  [/\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/gm, 'linear'],
  [/\/\*[\s\S]*?(?:\*\/|$)/g, 'linear'],
  [/\/\*[\s\S]*?(\*\/|$)/g, 'linear'],
  [/'[^']*(?:''[^']*)*'?/g, 'linear'],
  [/(?:ab)*a?/, 'linear'],
  [/[a-z]{1,80}=/, 'linear'],
  [/\/\*[\s\S]*?(?:\*\/|$)/gm, 'polynomial'],
  [/\/\*[\s\S]*?(?:\*\/|$)x/g, 'polynomial'],
  [/'[^']*(?:''[^']*)*'/g, 'polynomial'],
  [/a?(?:b+b+c)?d/, 'polynomial'],
  // All matches: what is read behind one and given up is read again by the next.
  [/a(?:a+b)?/, 'linear'],
  [/a(?:a+b)?/g, 'polynomial'],
  [/a+?(?:a+b)?/g, 'polynomial'],
  [/(?:a+b)?/g, 'polynomial'],
  [/a+b/, 'polynomial'],
  [/\s+$/, 'polynomial'],
  [/\s*\($/, 'polynomial'],
  [/^\s*,?\s*\}/, 'polynomial'],
  [/^\s*import/m, 'polynomial'],
  [/<script\b[^>]*>/gi, 'polynomial'],
  [/(?=[\w-]*\d)x/, 'polynomial'],
  [/^(?:(?:[a-z]|my)_+)*$/, 'linear'],
  [/^(?:(?:[a-z]|a)_+)*$/, 'exponential'],
  [/(?:a*)*b/y, 'exponential'],
  [/^(?:\s|\/\*.*?\*\/|--[^\n]*\n)+["\p{L}]/su, 'exponential'],
])('%s takes %s time', (pattern, kind) => {
  expect(growthOf(pattern.source, pattern.flags).kind).toBe(kind);
});
