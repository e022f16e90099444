import { acceptance, knownApis } from './access.ts';
import type { Api } from './apis.ts';
import type { Acceptance } from './compatibility.ts';
import type { SourceGrant } from './coverage.ts';
import { parseSource, type Source } from './sources.ts';

/** What a token can do: each of its grants through each API that it allows. */
export interface AccessMatrix {
  readonly apis: readonly Api[];
  readonly rows: readonly AccessRow[];
}

export interface AccessRow {
  readonly grant: SourceGrant;
  readonly kind: Source['kind'];
  /** In the order of the APIs. A source that is none is refused by all. */
  readonly answers: readonly Acceptance[];
}

/** @param words the allowed APIs, unknown ones among them */
export function accessMatrix(
  words: readonly string[],
  grants: readonly SourceGrant[],
): AccessMatrix {
  const apis = knownApis(words);
  const rows = grants.map((grant) => {
    const source = parseSource(grant.source);
    const answers = apis.map((api) => acceptance(api, source) ?? 'refuses');
    return { grant, kind: source.kind, answers };
  });
  return { apis, rows };
}
