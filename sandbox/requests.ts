/** How often something happened, by method and route. */
export interface Counts {
  add(route: string): void;
  /** A copy: `{"POST /v3/tokens": 2}`. */
  read(): Readonly<Record<string, number>>;
}

export function counter(): Counts {
  const counts = new Map<string, number>();
  return {
    add: (route) => void counts.set(route, (counts.get(route) ?? 0) + 1),
    read: () => Object.fromEntries(counts),
  };
}
