import { execFileSync } from 'node:child_process';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { keepIn } from '../../core/credentials/fixes/keep.ts';
import { fixesFor } from '../../core/credentials/fixes.ts';
import { NOWHERE } from '../../core/credentials/place.ts';
import { assignments } from '../../core/dotenv.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { accessToken } from '../support/synthetic.ts';
import { growth } from '../support/work.ts';
import { editsOf } from './credential-fix-edits.ts';

const TOKEN = accessToken({ seed: 'anywhere' });
/** What may stand around a credential in a literal. Nothing that it would go on with. */
const AROUND = fc.string({
  unit: fc.constantFrom(...'\'"`$#\\ab:,() \n', `$${'{'}`, '#{', '{', '}', '\\n'),
  maxLength: 12,
});

function moved(text: string, path: string): string | undefined {
  const [token] = findIn(text).filter(({ kind }) => kind === 'access-token');
  const [fix] = token ? fixesFor(text, token, { ...NOWHERE, path, variables: 'node' }) : [];
  if (!fix) return undefined;
  const after = applyEdits(text, editsOf(fix));
  expect(after).not.toContain(TOKEN);
  expect(findIn(after)).toEqual([]);
  return after;
}

/** How often a text has the same value after its credential is read from the environment; it must not be seldom. */
function sameValues(
  literal: (before: string, after: string) => string | undefined,
  path: string,
  run: (text: string) => unknown,
): number {
  let count = 0;
  fc.assert(
    fc.property(AROUND, AROUND, (before, after) => {
      const text = literal(`${before} `, ` ${after}`);
      if (text === undefined) return;
      const instead = moved(text, path);
      if (instead === undefined) return;
      expect(run(instead)).toEqual(run(text));
      count += 1;
    }),
    { numRuns: 300 },
  );
  return count;
}

const evaluated = (text: string): unknown =>
  new Function('process', `${text}\nreturn value;`)({ env: { CARTO_ACCESS_TOKEN: TOKEN } });

describe('a literal, read from the environment in parts', () => {
  const quoted = (quote: string) => (before: string, after: string) => {
    const text = JSON.stringify(`${before}${TOKEN}${after}`).slice(1, -1);
    const inside =
      quote === '"' ? text : text.replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`);
    return `const value = ${quote}${quote === '`' ? inside.replace(/\$(?=\{)/g, '\\$') : inside}${quote};`;
  };
  it.each(["'", '"', '`'])('is what it was in JavaScript, in %s', (quote) => {
    expect(sameValues(quoted(quote), 'x.js', evaluated)).toBeGreaterThan(150);
  });

  it('is TypeScript that can be read, wherever it stands in JSX', () => {
    const text = (attribute: string) => `export const x = <A b={() => 1} c="${attribute}" />;`;
    for (const attribute of [TOKEN, `Bearer ${TOKEN}`, `it's ${TOKEN}`]) {
      const after = moved(text(attribute), 'x.tsx') ?? '';
      expect(() => transformSync(after, { loader: 'tsx', jsx: 'preserve' })).not.toThrow();
      expect(after).toContain('process.env.CARTO_ACCESS_TOKEN');
    }
  });

  it('is what it was in a shell', () => {
    const samples = fc.sample(fc.tuple(AROUND, AROUND), 40);
    const texts = samples.flatMap(([before, after]) => {
      const content = `${before} ${TOKEN} ${after}`;
      const single = `'${content.replaceAll("'", "'\\''")}'`;
      const double = `"${content.replace(/["\\$`]/g, '\\$&')}"`;
      return [`printf %s ${single}`, `printf %s ${double}`];
    });
    let count = 0;
    for (const text of texts) {
      const after = moved(text, 'x.sh');
      if (after === undefined) continue;
      expect(shell(after)).toBe(shell(text));
      count += 1;
    }
    expect(count).toBeGreaterThan(40);
  });
});

function shell(script: string): string {
  const env = { CARTO_ACCESS_TOKEN: TOKEN };
  return execFileSync('sh', ['-euc', script], { encoding: 'utf8', env });
}

describe('a credential in an .env file', () => {
  const move = { title: '', variable: 'CARTO_API_KEY', isNamed: false, prefix: '' };

  it('is read back as it is, and leaves the others as they are', () => {
    const variable = fc.constantFrom('CARTO_API_KEY', 'CARTO_API_KEY_2', 'A', 'B');
    const line = fc.tuple(variable, fc.constantFrom('', 'x', '"a b"', "'#'", TOKEN));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = lines.map(([name, value]) => `${name}=${value}`).join(eol);
        const kept = keepIn(text, move, TOKEN);
        const before = valuesOf(text);
        const after = valuesOf(applyEdits(text, kept.edits));
        expect(after.get(kept.variable)).toBe(TOKEN);
        expect([undefined, '', TOKEN]).toContain(before.get(kept.variable));
        before.delete(kept.variable);
        expect(Object.fromEntries(after)).toMatchObject(Object.fromEntries(before));
      }),
    );
  });

  it('stays out of one whose variable the text reads already', () => {
    const named = { ...move, isNamed: true };
    expect(keepIn('CARTO_API_KEY=another\n', named, TOKEN)).toEqual({
      variable: 'CARTO_API_KEY',
      edits: [],
    });
  });

  it('is found under a name with the prefix that the text can read', () => {
    const vite = { ...move, variable: 'VITE_CARTO_API_KEY', prefix: 'VITE_' };
    expect(keepIn(`KEY=${TOKEN}\n`, vite, TOKEN).variable).toBe('VITE_CARTO_API_KEY');
    expect(keepIn(`VITE_KEY=${TOKEN}\n`, vite, TOKEN)).toEqual({ variable: 'VITE_KEY', edits: [] });
  });
});

function valuesOf(text: string): Map<string, string> {
  return new Map(Array.from(assignments(text), ({ name, value }) => [name, value]));
}

it('what opens and closes literals, over and over, is read in time linear in the text', () => {
  const token = `'${TOKEN}'`;
  for (const each of ['`${', "'", '"""', '<<A\n', '/*', '{(', '`', '"\\', "// '\n", '$(', '/']) {
    for (const path of ['x.js', 'x.py', 'x.sh', 'x.kt', 'x.rb', 'x.rs']) {
      const found = {
        kind: 'access-token',
        secret: TOKEN,
        account: '',
        expiresAt: undefined,
      } as const;
      const factor = growth(50_000, (size) => {
        const text = each.repeat(size / each.length) + token;
        const span = { start: text.length - TOKEN.length - 1, end: text.length - 1 };
        return () => fixesFor(text, { ...found, span }, { ...NOWHERE, path, variables: 'node' });
      });
      expect(factor, `${JSON.stringify(each)} in ${path}`).toBeLessThan(2.5);
    }
  }
});
