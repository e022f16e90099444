import { runTool } from './processes.mts';

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
}

/** Types and lint; `write` mends what can be mended. */
export async function check(write = false): Promise<CheckResult[]> {
  const types = await runTool('typescript', ['--build'], 'tsc');
  const lint = await runTool(
    '@biomejs/biome',
    ['check', '--error-on-warnings', ...(write ? ['--write'] : []), '.'],
    'biome',
  );
  return [
    { name: 'types', passed: types === 0 },
    { name: 'lint', passed: lint === 0 },
  ];
}
