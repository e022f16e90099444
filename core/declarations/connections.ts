import type { Grant } from './declaration.ts';

/** The grants of each connection. */
export function byConnection(grants: readonly Grant[]): Iterable<readonly Grant[]> {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    if (!grant.connection) continue;
    const group = groups.get(grant.connection.value);
    if (group) group.push(grant);
    else groups.set(grant.connection.value, [grant]);
  }
  return groups.values();
}
