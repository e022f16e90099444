import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { FileLooker } from './file-looker.ts';
import { packLooked, type Request, unpackFiles } from './messages.ts';
import type { WorkerSettings } from './workers.ts';

/** A thread that looks at the files it is sent. The bundle dist/scan-worker.js. */
const { largest, isBackground } = workerData as WorkerSettings;
// A thread has a priority of its own on Linux; elsewhere it would be that of the process, which answers the editor.
if (isBackground && process.platform === 'linux') {
  setPriority(constants.priority.PRIORITY_LOW);
}
const looker = new FileLooker(largest);
parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(packLooked(unpackFiles(request).map((file) => looker.look(file))));
});
