/** One measurement, beside its budget where it has one. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** Not to be exceeded. */
  readonly budget?: number;
}

/** How many decimals each unit is printed with. */
const DECIMALS = { files: 0, KB: 0, MB: 1, ms: 1, '×': 2, '/s': 0 } as const;

type Unit = keyof typeof DECIMALS;

export function isWithin({ value, budget }: Row): boolean {
  return budget === undefined || value <= budget;
}

/** Prints measurements as a table. */
export function print(rows: readonly Row[]): void {
  const table = rows.map((row) => {
    const { what, value, unit, budget } = row;
    const written = (number: number) => `${number.toFixed(DECIMALS[unit])} ${unit}`;
    const columns = {
      measured: written(value),
      budget: budget === undefined ? '' : written(budget),
      within: budget === undefined ? '' : isWithin(row) ? 'yes' : 'NO',
    };
    return [what, columns] as const;
  });
  console.table(Object.fromEntries(table));
}
