import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8's own collector, which it hands out to new contexts once it is told to. */
let collect: (() => void) | undefined;

/** What this process holds on to, in bytes. */
export interface Memory {
  /** Of V8's heap, without garbage. */
  readonly heap: number;
  /** Of the machine's memory. */
  readonly resident: number;
}

/** Measures the memory of this process when all garbage is gone. */
export async function settledMemory(): Promise<Memory> {
  // What is cleaned up only after an object has gone may let go of others.
  for (let turn = 0; turn < 3; turn += 1) {
    collector()();
    await wait(50);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

function collector(): () => void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  return collect;
}
