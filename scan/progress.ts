/** The memory in which a worker says what it is at: the thread that waits reads it while the worker is busy. */
const FILE = 0;
const STEPS = 1;

/** Where a worker is in the files it was last sent. Both threads hold one on the same memory. */
export class Progress {
  readonly #cells: Int32Array<SharedArrayBuffer>;

  constructor(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.#cells = new Int32Array(memory);
  }

  get memory(): SharedArrayBuffer {
    return this.#cells.buffer;
  }

  /** The index of the file among those it was sent. */
  get file(): number {
    return Atomics.load(this.#cells, FILE);
  }

  /** Changes with each step: while it stays the same, so does what the worker is at. */
  get steps(): number {
    return Atomics.load(this.#cells, STEPS);
  }

  /** Tells that a file is begun. */
  begin(file: number): void {
    Atomics.store(this.#cells, FILE, file);
    this.step();
  }

  /** Tells that a file goes on. */
  step(): void {
    Atomics.add(this.#cells, STEPS, 1);
  }
}
