import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesExclude } from '../../server/workspace/files-exclude.ts';

const at = (...names: string[]) => path.resolve('/work', ...names);

describe('files.exclude', () => {
  it.each([
    ['**/gen', 'a/gen', true],
    ['/gen', 'gen', true],
    ['**/*.{js,ts}', 'a/map.ts', true],
    ['**/*.js', 'a/map.ts', false],
    // Characters like others to VS Code, and patterns to others.
    ['**/(admin)', 'app/(admin)', true],
    ['**/(admin)', 'app/admin', false],
    ['!**/gen', 'src', false],
  ])('%s leaves out %s: %s', (glob, file, isOut) => {
    expect(filesExclude(at('web'), { [glob]: true })(at('web', file))).toBe(isOut);
  });

  it('is of a folder, and not of another whose name begins like it', () => {
    const isExcluded = filesExclude(at('web'), { '**/gen': true });
    expect(isExcluded(at('web-2', 'src', 'gen'))).toBe(false);
    expect(isExcluded(at('web', 'src', 'gen'))).toBe(true);
  });

  it('is over at once for what repeats groups', () => {
    const isExcluded = filesExclude(at('web'), { '(a+)+b': true });
    expect(isExcluded(at('web', 'a'.repeat(200)))).toBe(false);
  });

  it.each([[undefined], ['**'], [{ '**': false }], [{ '**': { when: '$(basename).ts' } }]])(
    'leaves out nothing where it is %j',
    (setting) => {
      expect(filesExclude(at('web'), setting)(at('web', 'a'))).toBe(false);
    },
  );
});
