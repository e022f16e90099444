import { runTool } from './processes.mts';

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
}

/** Types and lint; `write` mends what can be mended. */
export async function check(write = false): Promise<CheckResult[]> {
  const types = await runTool('tsc', ['--build']);
  const lint = await runTool('biome', [
    'check',
    '--error-on-warnings',
    ...(write ? ['--write'] : []),
    '.',
  ]);
  return [
    { name: 'types', passed: types === 0 },
    { name: 'lint', passed: lint === 0 },
  ];
}
