/** The index of the last number in an ascending list that is not over `most`; -1 where all are. */
export function lastUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [-1, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How far the nearest number of an ascending list is. */
export function distance(numbers: readonly number[], from: number): number {
  const index = lastUpTo(numbers, from);
  const below = index === -1 ? Number.POSITIVE_INFINITY : from - (numbers[index] ?? 0);
  const next = numbers[index + 1];
  return Math.min(below, next === undefined ? Number.POSITIVE_INFINITY : next - from);
}
