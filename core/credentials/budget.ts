/**
 * How many characters may be read around the places in a text, for each character of its own: several times as many as where a
 * credential stands in every few lines (40), and more than where one stands in every short line (240).
 */
const PER_CHARACTER = 300;
/** What any text may take: a short one may consist of nothing but such places. */
const LEAST = 2_000_000;

/** Why a text is not fully checked, and what to do about it. */
export const OVER_BUDGET =
  'too many places in it could hold a credential. Split the file, or exclude it in .cartotokenignore';

/** The work on a text has taken more than texts of its length do. */
export class BudgetError extends Error {
  constructor() {
    super(OVER_BUDGET);
  }
}

/**
 * Bounds the work on one text by its length, whatever stands in it: in characters read around places, which are the same on every
 * machine, and not in time.
 */
export class Budget {
  #left: number;

  /** @param allowance how many characters may be read for each of the text's own */
  constructor(length: number, allowance?: number) {
    this.#left =
      allowance === undefined ? Math.max(LEAST, PER_CHARACTER * length) : allowance * length;
  }

  /** Takes note of characters that are about to be read. @throws BudgetError where they are too many */
  spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) throw new BudgetError();
  }
}
