import path from 'node:path';
import type { Activation } from '../../test/bench/activation.ts';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { OUT } from '../lib/paths.mts';
import { median } from '../lib/statistics.mts';
import { chooseHosts } from '../vscode/hosts.mts';
import type { Row } from './row.mts';

const STARTS = 5;

/** How long a real VS Code takes to have the extension at work. */
export async function activation(): Promise<Row[]> {
  const [host] = await chooseHosts();
  if (!host) return [];
  const workspace = await temporaryFolder('empty');
  const tests = path.join(OUT, 'test/bench/activation.js');
  const starts: Activation[] = [];
  try {
    for (let attempt = 0; starts.length < STARTS && attempt < 2 * STARTS; attempt += 1) {
      console.log(`Starting ${host.name}, ${starts.length + 1} of ${STARTS}…`);
      const { lines, trouble } = await host.run({ tests, workspace });
      if (trouble) throw trouble;
      const [measured] = lines as (Activation | null)[];
      if (measured) starts.push(measured);
    }
  } finally {
    removeFolder(workspace);
  }
  return [
    {
      what: 'file open to activated',
      value: median(starts.map(({ openToActivated }) => openToActivated)),
      unit: 'ms',
      budget: 60,
    },
    {
      what: 'activated to first diagnostics',
      value: median(starts.map(({ activatedToDiagnostics }) => activatedToDiagnostics)),
      unit: 'ms',
    },
  ];
}
