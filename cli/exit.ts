/** Exit codes: the same for every command. */
export const EXIT = {
  /** Nothing of severity error, and no more warnings than are allowed. */
  clean: 0,
  /** At least one error was found, or too many warnings. */
  errors: 1,
  /** Wrong usage, or what was asked for could not be done: that is said. */
  trouble: 2,
} as const;
