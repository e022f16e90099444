import * as v from 'valibot';
import { read } from './shape.ts';

const SHARE = v.pipe(
  v.number(),
  v.minValue(0, 'has to be from 0 to 1'),
  v.maxValue(1, 'has to be from 0 to 1'),
);
const MILLISECONDS = v.pipe(
  v.number(),
  v.minValue(0, 'has to be 0 or more milliseconds'),
  v.maxValue(600_000, 'has to be at most 600000 milliseconds'),
);

const HEADER = v.pipe(v.string(), v.regex(/^[\x20-\x7e]*$/, 'has to be what a header can hold'));

/** What goes wrong with requests on purpose. Each share is of all requests: 0 none, 1 every one. */
export const FAULTS = v.strictObject({
  /** Milliseconds before anything is done. */
  latency: v.optional(MILLISECONDS),
  /** 429, with this as `Retry-After`: seconds or a date. */
  tooMany: v.optional(v.strictObject({ share: SHARE, retryAfter: v.optional(HEADER) })),
  /** 500, before anything was done. */
  serverError: v.optional(v.strictObject({ share: SHARE })),
  /** The connection is cut before the request is carried out, or after it was and before the answer. */
  reset: v.optional(v.strictObject({ share: SHARE, when: v.picklist(['before', 'after']) })),
  /** The answer comes in small pieces, each so many milliseconds after the one before. */
  slowBody: v.optional(v.strictObject({ msPerChunk: MILLISECONDS })),
  /** Where chance begins: the same faults with the same seed strike the same requests. 1 if left out. */
  seed: v.optional(v.number()),
});

export type Faults = v.InferOutput<typeof FAULTS>;

/** The faults that are set, and the chance by which they strike. */
export interface FaultSource {
  readonly current: Faults;
  /** @throws Error that says what is wrong with them */
  set(faults: Faults): void;
  clear(): void;
  /** Whether something strikes that strikes this share of the time. */
  strikes(share: number): boolean;
}

export function faultSource(): FaultSource {
  let current: Faults = {};
  let chance = seeded(1);
  return {
    get current() {
      return current;
    },
    set(faults) {
      const result = read(FAULTS, faults);
      if (!result.ok) throw new Error(`The faults cannot be set: ${result.faults.join('; ')}.`);
      current = result.value;
      chance = seeded(current.seed ?? 1);
    },
    clear() {
      current = {};
    },
    strikes: (share) => chance() < share,
  };
}

/** Numbers from 0 up to 1 that look random and are always the same ones (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
