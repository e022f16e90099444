import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { FileLooker } from './file-looker.ts';
import { packLooked, type Request, unpackFiles } from './messages.ts';
import { Progress } from './progress.ts';
import type { WorkerData } from './workers.ts';

/** A thread that looks at the files it is sent. The bundle dist/scan-worker.js. */
const { largest, isBackground, certain, progress: memory } = workerData as WorkerData;
// A thread has a priority of its own on Linux; elsewhere it would be that of the process, which answers the editor.
if (isBackground && process.platform === 'linux') {
  setPriority(constants.priority.PRIORITY_LOW);
}
const progress = new Progress(memory);
const looker = new FileLooker(largest, certain, () => progress.step());
parentPort?.on('message', (request: Request) => {
  const looked = unpackFiles(request).map((file, index) => {
    progress.begin(index);
    return looker.look(file);
  });
  parentPort?.postMessage(packLooked(looked));
});
