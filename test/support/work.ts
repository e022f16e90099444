/**
 * The CPU time that work takes in this process, in milliseconds. What else the machine is busy with makes the clock run
 * on, but hardly this.
 */
export function cpuTime(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

/** How much larger the larger of two sizes is. */
const STEP = 4;
/** Below this, in milliseconds of CPU time, how long work takes is chance: the compiler's, the garbage collector's. */
const NOISE = 50;
const TRIES = 3;

/**
 * How CPU time grows with the size of what is worked on: about 1 where the time is linear, about 4 where it is quadratic
 * (it is the time for 4 × `size`, divided by that for `size` and by 4). Tried again where it is more than it should be, since chance only adds.
 *
 * @param workOn makes an input of a size, which is not measured, and returns the work
 */
export function growth(size: number, workOn: (size: number) => () => void): number {
  const small = workOn(size);
  const large = workOn(size * STEP);
  small();
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least > 1.5; tries += 1) {
    least = Math.min(least, cpuTime(large) / STEP / Math.max(cpuTime(small), NOISE / STEP));
  }
  return least;
}
