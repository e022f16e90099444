/** Exit codes: the same for every command. */
export const EXIT = {
  /** Nothing was found that fails a check. */
  clean: 0,
  /** What was found fails a check: verdict.ts says when. */
  failed: 1,
  /** Wrong usage, or what was asked for could not be done: that is said. */
  trouble: 2,
} as const;
