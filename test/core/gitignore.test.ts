import fc from 'fast-check';
import ignore from 'ignore';
import { expect, it } from 'vitest';
import { ignoreLine } from '../../core/gitignore.ts';

it('a line leaves out the one file, whatever its name holds', () => {
  const name = fc.string({
    unit: fc.constantFrom(...'.env*?[]!# ab'),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      name.filter((each) => /[a-z]/.test(each)),
      (file) => {
        const patterns = ignore({ ignorecase: false }).add(ignoreLine(`web/${file}`));
        expect(patterns.ignores(`web/${file}`)).toBe(true);
        expect(patterns.ignores(`other/web/${file}`)).toBe(false);
        expect(patterns.ignores(`web/x${file}`)).toBe(false);
      },
    ),
  );
});
