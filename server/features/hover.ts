import { findNodeAtOffset } from 'jsonc-parser';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { served } from '../../core/carto/access.ts';
import { accessMatrix } from '../../core/carto/access-matrix.ts';
import { API_NAMES, type Api, isApi } from '../../core/carto/apis.ts';
import { SOURCE_KIND_NAMES, type SourceKind } from '../../core/carto/sources.ts';
import { type Access, accessTo } from '../../core/declarations/access.ts';
import type { TrailingSlash } from '../../core/declarations/circumstances.ts';
import type {
  Declaration,
  Grant,
  RefererEntry,
  Text,
} from '../../core/declarations/declaration.ts';
import { propertyShape, shapeAt } from '../../core/declarations/shape.ts';
import { type Node, spanOf } from '../../core/json/tree.ts';
import { code, table } from '../../core/markdown.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';

/** As many grants as a table in a hover shows. */
const MANY = 20;

const CAN = '✓ yes';
const CANNOT = '✗ no';
/** Neither: the API asks for no grant. */
const NEITHER = '—';

const ANSWERS: Readonly<Record<Access['answer'], string>> = {
  accepts: CAN,
  unchecked: CAN,
  refuses: CANNOT,
  'not-allowed': CANNOT,
  'needs-none': NEITHER,
};

/** What stands at a place means: a property, a grant, a referer, the declaration's name. */
export function hover(
  { document, declaration }: Declared,
  position: Position,
  trailingSlash: TrailingSlash,
): Hover | null {
  const { root } = declaration;
  const node = root && findNodeAtOffset(root, document.offsetAt(position), true);
  if (!node) return null;
  const found = contents(node, declaration, trailingSlash);
  if (!found) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found },
    range: range(document, spanOf(node)),
  };
}

function contents(
  node: Node,
  declaration: Declaration,
  trailingSlash: TrailingSlash,
): string | undefined {
  if (isKey(node)) return property(node);

  const { name, allowedApis, grants, referers } = declaration;
  const isHere = (text: Text | undefined) => text?.node === node;
  if (isHere(name)) return access(declaration);
  const api = allowedApis.find(isHere)?.value;
  if (api !== undefined && isApi(api)) return ofApi(api, declaration);
  const grant = grants.find((each) => each.node === node || each.node === node.parent?.parent);
  if (grant) return ofGrant(grant, declaration);
  const referer = referers.find(isHere);
  return referer && ofReferer(referer, trailingSlash);
}

function isKey({ parent, offset }: Node): boolean {
  return parent?.type === 'property' && parent.offset === offset;
}

function property({ value, parent }: Node): string | undefined {
  const shape = shapeAt(parent?.parent);
  const known = shape && propertyShape(shape, value);
  return known && `**${value}**\n\n${known.means}`;
}

function ofApi(api: Api, { grants }: Declaration): string {
  const reads = grants.flatMap(({ source, reads }) =>
    source && reads && reads.kind !== 'invalid' && served([api], reads.kind).length > 0
      ? source
      : [],
  );
  const kinds = (['table', 'query', 'all-sources'] as const satisfies readonly SourceKind[])
    .filter((kind) => served([api], kind).length > 0)
    .map((kind) => SOURCE_KIND_NAMES[kind]);
  const accepts =
    api === 'lds' ? 'It needs no grant.' : `It accepts grants on ${kinds.join(', ')}.`;
  const served_ =
    api === 'lds'
      ? ''
      : `\n\n${reads.length} of this declaration’s ${grants.length} grants serve it.`;
  const alone = api === 'imports' ? ' It cannot be combined with any other API.' : '';
  return `**${API_NAMES[api]}**\n\n${accepts}${alone}${served_}`;
}

function ofGrant(
  { connection, source, reads }: Grant,
  declaration: Declaration,
): string | undefined {
  if (!source || !reads || reads.kind === 'invalid') return undefined;
  const rows = accessTo(reads, declaration).map(({ api, answer, why }) => [
    API_NAMES[api],
    ANSWERS[answer],
    why,
  ]);
  return [
    `**What this token can do** with ${code(source.value)} on ${code(connection?.value ?? '')}`,
    table(['API', '', 'Why'], rows),
  ].join('\n\n');
}

/** The whole of what the token can do: grants × APIs. */
function access(declaration: Declaration): string | undefined {
  const { kind, grants, allowedApis, referers } = declaration;
  if (kind === 'api-key') return keyAccess(declaration);
  const { apis, rows: all } = accessMatrix(
    allowedApis.map(({ value }) => value),
    grants.flatMap(({ connection, source }) =>
      source ? { connection_name: connection?.value ?? '', source: source.value } : [],
    ),
  );
  const rows = all.flatMap(({ grant, kind, answers }) =>
    kind === 'invalid'
      ? []
      : [
          [
            code(grant.connection_name),
            code(grant.source),
            ...answers.map((each) => ANSWERS[each]),
          ],
        ],
  );
  const more = rows.length > MANY ? `\n\n… and ${rows.length - MANY} more grants` : '';
  const where =
    referers.length === 0
      ? 'From any website and any program: no referer limits it.'
      : `From ${referers
          .slice(0, MANY)
          .map(({ value }) => code(value))
          .join(', ')}.`;
  return [
    '**What this token can do**',
    rows.length > 0
      ? table(['Connection', 'Source', ...apis.map((api) => API_NAMES[api])], rows.slice(0, MANY)) +
        more
      : `Nothing is granted${apis.includes('lds') ? '; the LDS API needs no grant' : ''}.`,
    where,
  ].join('\n\n');
}

function keyAccess({ keyGrants }: Declaration): string {
  const apis = keyGrants.flatMap((grant) => grant.apis.map(({ value }) => code(value)));
  const services = keyGrants.flatMap((grant) => grant.services.map(({ value }) => code(value)));
  const tables = keyGrants.flatMap((grant) => grant.tables);
  const rows = tables
    .slice(0, MANY)
    .map(({ schema, name, permissions = [] }) => [
      code(`${schema?.value ?? ''}.${name?.value ?? ''}`),
      permissions.map(({ value }) => code(value)).join(', ') || 'none',
    ]);
  const more = tables.length > MANY ? `\n\n… and ${tables.length - MANY} more tables` : '';
  return [
    '**What this API key can do**',
    `APIs: ${apis.join(', ') || 'none'}. Data services: ${services.join(', ') || 'none'}.`,
    ...(rows.length > 0 ? [table(['Table', 'Permissions'], rows) + more] : []),
  ].join('\n\n');
}

function ofReferer({ value, reads }: RefererEntry, trailingSlash: TrailingSlash): string {
  if (reads.kind === 'invalid') return `${code(value)} matches no request: ${reads.says}.`;
  // As browsers write it: in lower case, without a usual port.
  const origin = URL.canParse(reads.origin) ? new URL(reads.origin).origin : reads.origin;
  const written = reads.origin + reads.path;
  const matches = (sent: string) => {
    const isMatch = reads.isWildcard ? sent.startsWith(written) : sent === value;
    return [code(sent), isMatch ? CAN : CANNOT];
  };
  const rows = [
    [`a page of ${code(origin)}, asking CARTO`, ...matches(`${origin}/`)],
    ['the same with `Referrer-Policy: unsafe-url`', ...matches(`${origin}/some/page`)],
    ['a website whose name only begins so', ...matches(`${origin}.example.com/`)],
    ['another website', ...matches('https://other.example/')],
    ['a server or a program, which sends none', '', CANNOT],
  ];
  const note =
    'CARTO’s user manual writes referers with the slash that browsers send, CARTO’s agent skill without. ' +
    `\`cartotoken.referers.trailingSlash\` is \`${trailingSlash}\` here.`;
  return [
    `**Which requests ${code(value)} lets through**`,
    table(['Request', 'Referer it sends', 'Matches'], rows),
    note,
  ].join('\n\n');
}
