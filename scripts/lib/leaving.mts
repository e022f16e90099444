/**
 * What is to be tidied up when this process leaves, however it does: at its end, on Ctrl-C, or because the process that
 * started it is gone. Last come, first tidied.
 */
const tidying: (() => void)[] = [];

// Not `once`: Ctrl-C comes twice, from the terminal and from bootstrap.mjs, and the second must not kill the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => leave(signal === 'SIGINT' ? 130 : 143));
}
// In a worker of the test runner: the runner is gone.
process.once('disconnect', () => leave(1));
process.once('exit', tidyUp);

/** Has something done before the process leaves. It must not wait for anything. */
export function onLeaving(tidy: () => void): void {
  tidying.push(tidy);
}

function leave(exitCode: number): void {
  tidyUp();
  try {
    process.exit(exitCode);
  } catch {
    process.kill(process.pid, 'SIGKILL'); // a worker of Vitest's may not exit by itself
  }
}

function tidyUp(): void {
  for (let tidy = tidying.pop(); tidy; tidy = tidying.pop()) tidy();
}
