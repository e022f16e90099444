import * as vscode from 'vscode';
import { accessMatrix } from '../../core/carto/access-matrix.ts';
import { API_NAMES } from '../../core/carto/apis.ts';
import type { Acceptance } from '../../core/carto/compatibility.ts';
import { keyLimits, keyTableName } from '../../core/carto/key-grants.ts';
import { parseSource } from '../../core/carto/sources.ts';
import { standingOf } from '../../core/carto/standing.ts';
import { visibleLines } from '../../core/control-characters.ts';
import { redact } from '../../core/credentials/redact.ts';
import { code, table } from '../../core/markdown.ts';
import type { KeyCredential, TokenCredential } from '../accounts/credentials.ts';
import { expiresOf } from './credential-item.ts';
import { LOOKS } from './looks.ts';
import { fromNow, moment } from './moments.ts';
import type { CredentialNode, GrantNode, TreeNode } from './node.ts';

/** As many rows as a table in a tooltip shows. */
const MANY = 20;

const ANSWERS: Readonly<Record<Acceptance, string>> = {
  accepts: vscode.l10n.t('✓ yes'),
  unchecked: vscode.l10n.t('✓ yes'),
  refuses: vscode.l10n.t('✗ no'),
  'needs-none': '—',
};

/** What is said of a node that the mouse rests on, where that is more than its item says. Nothing in it can be clicked. */
export function tooltipOf(node: TreeNode, now: Date): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'credential':
      return ofCredential(node, now);
    case 'grant':
      return ofGrant(node);
    default:
      return undefined;
  }
}

function ofCredential({ credential }: CredentialNode, now: Date): vscode.MarkdownString {
  const expires = expiresOf(credential);
  const { long } = LOOKS[standingOf({ reach: credential.reach, expires }, now)];
  const parts = [
    `**${code(credential.name)}**`,
    long,
    ...(credential.kind === 'token' ? tokenAccess(credential) : keyAccess(credential)),
    ...(expires ? [vscode.l10n.t('Expires {0}.', momentOf(expires, now))] : []),
    ...(credential.createdAt
      ? [vscode.l10n.t('Created {0}.', momentOf(credential.createdAt, now))]
      : []),
  ];
  return new vscode.MarkdownString(parts.join('\n\n'));
}

/** Grants × APIs, and from where. */
function tokenAccess({ apis, grants, referers }: TokenCredential): string[] {
  const unknown = vscode.l10n.t('unknown');
  const matrix = accessMatrix(apis ?? [], grants ?? []);
  const header = [
    vscode.l10n.t('Connection'),
    vscode.l10n.t('Source'),
    ...matrix.apis.map((api) => API_NAMES[api]),
  ];
  const rows = matrix.rows
    .slice(0, MANY)
    .map(({ grant, answers }) => [
      code(grant.connection_name),
      code(grant.source),
      ...answers.map((answer) => ANSWERS[answer]),
    ]);
  return [
    vscode.l10n.t('Allowed APIs: {0}.', apis ? codes(apis) : unknown),
    ...(rows.length > 0 ? [table(header, rows)] : []),
    ...more(matrix.rows.length),
    ...(grants ? [] : [vscode.l10n.t('Grants: {0}.', unknown)]),
    vscode.l10n.t('Referers: {0}.', referers ? websites(referers) : unknown),
  ];
}

function websites(referers: readonly string[]): string {
  return referers.length === 0 ? vscode.l10n.t('any website and any program') : codes(referers);
}

function keyAccess({ grants }: KeyCredential): string[] {
  const { apis, services, tables } = keyLimits(grants ?? []);
  const header = [vscode.l10n.t('Table'), vscode.l10n.t('Permissions')];
  const rows = tables
    .slice(0, MANY)
    .map((each) => [code(keyTableName(each)), codes(each.permissions)]);
  return [
    vscode.l10n.t('Allowed APIs: {0}.', codes(apis)),
    vscode.l10n.t('Data services: {0}.', codes(services)),
    ...(rows.length > 0 ? [table(header, rows)] : []),
    ...more(tables.length),
  ];
}

function more(count: number): string[] {
  return count > MANY ? [vscode.l10n.t('… and {0} more', count - MANY)] : [];
}

function codes(values: readonly string[]): string {
  if (values.length === 0) return vscode.l10n.t('none');
  const shown = values.slice(0, MANY).map(code).join(', ');
  return values.length > MANY ? `${shown}, …` : shown;
}

function momentOf(dateTime: string, now: Date): string {
  const time = Date.parse(dateTime);
  return Number.isNaN(time) ? code(dateTime) : `${moment(dateTime)} (${fromNow(time, now)})`;
}

/** The source whole. */
function ofGrant({ grant }: GrantNode): vscode.MarkdownString {
  const connection = vscode.l10n.t('On the connection {0}:', code(grant.connection_name));
  const language = parseSource(grant.source).kind === 'query' ? 'sql' : '';
  return new vscode.MarkdownString(connection).appendCodeblock(
    visibleLines(redact(grant.source)),
    language,
  );
}
