import type { Table } from '../../carto/sources.ts';
import { remove } from '../../json/edits.ts';
import type { Observation } from '../../problem.ts';
import { shown } from '../../wording.ts';
import { byConnection } from '../connections.ts';
import type { Grant } from '../declaration.ts';
import type { DeclarationRule } from '../rule.ts';

/** A grant that a wider one on the same connection covers. */
export const grantShadowed = {
  id: 'grant-shadowed',
  severity: 'warning',
  finds: 'a grant covered by a wider one on the same connection',
  *check({ grants }) {
    for (const group of byConnection(grants)) yield* shadowed(group);
  },
} as const satisfies DeclarationRule;

function* shadowed(grants: readonly Grant[]): Generator<Observation> {
  const everything = grants.find(({ reads }) => reads?.kind === 'all-sources');
  const wildcards = new Map<string, Grant>();
  for (const grant of grants) {
    if (grant.reads?.kind === 'table' && grant.reads.isWildcard) {
      wildcards.set(nameOf(grant.reads), grant);
    }
  }
  if (!everything && wildcards.size === 0) return;
  // Few lengths occur, so that looking each of them up stays linear in the grants.
  const lengths = [...new Set([...wildcards.keys()].map(({ length }) => length))].sort(
    (a, b) => a - b,
  );

  for (const grant of grants) {
    const { reads } = grant;
    if (!reads || reads.kind === 'invalid' || reads.kind === 'all-sources') continue;
    const wider = everything ?? (reads.kind === 'table' ? widest(reads) : undefined);
    if (wider) yield observation(grant, wider);
  }

  function widest(table: Table): Grant | undefined {
    const name = nameOf(table);
    const length = lengths.find(
      (candidate) =>
        wildcards.has(name.slice(0, candidate)) &&
        (table.isWildcard ? candidate < name.length : candidate <= name.length),
    );
    return length === undefined ? undefined : wildcards.get(name.slice(0, length));
  }
}

/** A table's name however it is quoted; of a wildcard what every name begins with that it covers. */
function nameOf({ parts }: Table): string {
  return parts.join('\0');
}

function observation({ node, source, connection }: Grant, wider: Grant): Observation {
  const narrow = shown(source?.value ?? '');
  const wide = shown(wider.source?.value ?? '');
  return {
    span: source?.span ?? { start: node.offset, end: node.offset + 1 },
    message:
      `"${narrow}" is covered by "${wide}" on the same connection "${shown(connection?.value ?? '')}", so this grant adds nothing. ` +
      `Remove it; or, better, remove "${wide}" where the narrower grants are all that is needed.`,
    fixes: () => [
      { title: `Remove the wider "${wide}"`, confidence: 'possible', edits: remove([wider.node]) },
      { title: `Remove "${narrow}"`, confidence: 'possible', edits: remove([node]) },
    ],
  };
}
