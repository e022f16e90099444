import { checkPatterns } from './check-patterns.mts';
import { runTool } from './processes.mts';

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
}

/** Types, lint, and how regular expressions backtrack; `write` mends what can be mended. */
export async function check(write = false): Promise<CheckResult[]> {
  const types = await runTool('typescript', ['--build'], 'tsc');
  const lint = await runTool(
    '@biomejs/biome',
    ['check', '--error-on-warnings', ...(write ? ['--write'] : []), '.'],
    'biome',
  );
  const patterns = await checkPatterns();
  return [
    { name: 'types', passed: types === 0 },
    { name: 'lint', passed: lint === 0 },
    { name: 'regular expressions', passed: patterns },
  ];
}
