/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of the measurements do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
