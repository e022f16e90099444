import type { Grant } from './declaration.ts';

/** The grants of each connection, in the order of the text. */
export function byConnection(grants: readonly Grant[]): Iterable<readonly Grant[]> {
  // Most declarations name one connection, and are long where they are long.
  const first = grants[0]?.connection?.value;
  if (first !== undefined && grants.every(({ connection }) => connection?.value === first)) {
    return [grants];
  }
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    if (!grant.connection) continue;
    const group = groups.get(grant.connection.value);
    if (group) group.push(grant);
    else groups.set(grant.connection.value, [grant]);
  }
  return groups.values();
}
