/** A name like another that is not taken: `map` makes `map (2)`, and that `map (3)`. */
export function freeName(name: string, taken: Iterable<string>): string {
  const isTaken = new Set(taken);
  const [, stem = name, number = '1'] = /^(.*) \((\d{1,6})\)$/s.exec(name) ?? [];
  let next = Number(number) + 1;
  while (isTaken.has(`${stem} (${next})`)) next += 1;
  return `${stem} (${next})`;
}
