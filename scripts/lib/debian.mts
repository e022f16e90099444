import { mustRun } from './processes.mts';
import { which } from './which.mts';

/** Whether packages of Debian's can be installed without asking anybody. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && which('apt-get') !== undefined;
}

/** @throws Trouble with the log's place where that fails */
export async function installDebianPackages(
  packages: readonly string[],
  log: string,
): Promise<void> {
  console.log(`Installing ${packages.join(', ')} with apt-get…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun('apt-get', ['update'], { log, env });
  await mustRun('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { log, env });
}
