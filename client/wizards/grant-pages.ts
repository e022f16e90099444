import * as vscode from 'vscode';
import { refusing, served } from '../../core/carto/access.ts';
import { API_NAMES, type Api } from '../../core/carto/apis.ts';
import { parseSource, SOURCE_KIND_PHRASES, type SourceKind } from '../../core/carto/sources.ts';
import { problemsOfBody } from '../../core/declarations/body-problems.ts';
import { defaults } from '../../core/inspect.ts';
import { shown } from '../../core/wording.ts';
import { listed, translated } from '../translated.ts';
import { connectionOf, type GrantDraft, TYPED } from './grant-draft.ts';
import type { Page, PickItem } from './page.ts';
import type { QueryEditor } from './query-editor.ts';

/** What asking for a grant needs to know. */
export interface GrantSurroundings {
  readonly apis: readonly Api[];
  /** The names of the account's connections. @throws why they cannot be listed */
  connections(signal: AbortSignal): Promise<readonly string[]>;
  /** Where a query is written. */
  readonly editor: QueryEditor;
}

/** The pages that ask for one grant: its connection, its kind, its source. */
export function grantPages(
  surroundings: GrantSurroundings,
): (draft: GrantDraft) => Page<GrantDraft>[] {
  return (draft) => [
    connectionPage(surroundings, draft),
    ...(draft.connection === TYPED ? [typedConnectionPage()] : []),
    kindPage(surroundings.apis),
    ...sourcePages(draft, surroundings),
  ];
}

function connectionPage(
  { connections }: GrantSurroundings,
  { connection }: GrantDraft,
): Page<GrantDraft> {
  const known = connection === undefined || connection === TYPED ? [] : [connection];
  const item = (name: string) => ({ value: name, label: shown(name) });
  return {
    kind: 'pick',
    id: 'connection',
    placeholder: vscode.l10n.t('On which connection is the data?'),
    items: [
      ...known.map(item),
      {
        value: TYPED,
        label: vscode.l10n.t('Type its name…'),
        detail: vscode.l10n.t('As CARTO lists it under Connections.'),
        alwaysShow: true,
      },
    ],
    async load(signal) {
      const names = await connections(signal);
      return [...new Set([...names, ...known])].map((name) => ({
        value: name,
        label: shown(name),
      }));
    },
  };
}

function typedConnectionPage(): Page<GrantDraft> {
  return {
    kind: 'input',
    id: 'typedConnection',
    prompt: vscode.l10n.t('The connection’s name, as CARTO lists it under Connections.'),
    placeholder: 'carto_dw',
    validate: (name) => (name ? undefined : vscode.l10n.t('The name of a connection is needed.')),
  };
}

function kindPage(apis: readonly Api[]): Page<GrantDraft> {
  const kinds: { kind: SourceKind; label: string; icon: string }[] = [
    { kind: 'table', label: vscode.l10n.t('A table or tileset'), icon: 'table' },
    { kind: 'query', label: vscode.l10n.t('A query'), icon: 'code' },
    { kind: 'all-sources', label: vscode.l10n.t('All sources'), icon: 'warning' },
  ];
  const items = kinds.map(({ kind, label, icon }): PickItem<SourceKind, GrantDraft> => {
    const serves = served(apis, kind);
    const iconPath = new vscode.ThemeIcon(icon);
    if (serves.length > 0) return { value: kind, label, iconPath, detail: names(serves) };
    const refusal = vscode.l10n.t(
      '{0} accepts no grant on {1}.',
      names(refusing(apis, kind)),
      translated(SOURCE_KIND_PHRASES[kind]),
    );
    return { label, iconPath, detail: refusal, refusal };
  });
  const refused = items.filter(({ refusal }) => refusal);
  return {
    kind: 'pick',
    id: 'kind',
    placeholder: vscode.l10n.t('What may be read on it?'),
    items: [
      ...items.filter(({ refusal }) => !refusal),
      ...(refused.length > 0 ? [separator(vscode.l10n.t('Not with these APIs'))] : []),
      ...refused,
    ],
  };
}

function sourcePages(
  draft: GrantDraft,
  { apis, editor }: Omit<GrantSurroundings, 'connections'>,
): Page<GrantDraft>[] {
  switch (draft.kind) {
    case 'table':
      return [tablePage(apis)];
    case 'query':
      return [queryPage(draft, apis, editor)];
    case 'all-sources':
      return [allSourcesPage(connectionOf(draft))];
    default:
      return [];
  }
}

function tablePage(apis: readonly Api[]): Page<GrantDraft> {
  return {
    kind: 'input',
    id: 'table',
    prompt: vscode.l10n.t(
      'The full name of the table or tileset. A * at its end stands for all that begin so.',
    ),
    placeholder: 'project.dataset.table',
    validate: (source) => faultOf(source, 'table', apis),
  };
}

function queryPage(
  { query = '' }: GrantDraft,
  apis: readonly Api[],
  editor: QueryEditor,
): Page<GrantDraft> {
  return {
    kind: 'pick',
    id: 'query',
    placeholder: vscode.l10n.t('Write the query in the SQL editor'),
    prompt: vscode.l10n.t(
      'The token may run exactly this query. Write it as your code sends it, with parameters where values vary.',
    ),
    beside: (signal) => editor.open(query, signal),
    items: [
      {
        label: vscode.l10n.t('Use the query in the editor'),
        detail: vscode.l10n.t('Ctrl+Enter in the editor does the same; on a Mac, ⌘+Enter.'),
        iconPath: new vscode.ThemeIcon('check'),
        alwaysShow: true,
        leadsTo() {
          const written = editor.query;
          if (written === undefined) {
            const says = vscode.l10n.t('The editor was closed. Write the query in this new one.');
            return { to: 'same', says };
          }
          const says = faultOf(written, 'query', apis);
          return { to: says ? 'same' : 'next', values: { query: written }, says };
        },
      },
    ],
  };
}

function allSourcesPage(connection: string): Page<GrantDraft> {
  return {
    kind: 'pick',
    id: 'allSources',
    placeholder: vscode.l10n.t('Everything on {0}?', shown(connection)),
    prompt: vscode.l10n.t(
      'The token may then read everything that the connection {0} reaches, tables of the future included. In a public application whoever sees the token may, too.',
      shown(connection),
    ),
    items: [
      {
        label: vscode.l10n.t('Choose a table or a query instead'),
        iconPath: new vscode.ThemeIcon('arrow-left'),
        leadsTo: () => ({ to: { page: 'kind' } }),
      },
      {
        value: 'confirmed',
        label: vscode.l10n.t('Grant all sources of {0}', shown(connection)),
        iconPath: new vscode.ThemeIcon('warning'),
      },
    ],
  };
}

/** Why a source will not do as one of a kind, in the words of the rules. */
function faultOf(source: string, kind: SourceKind, apis: readonly Api[]): string | undefined {
  const read = parseSource(source);
  if (read.kind !== 'invalid' && read.kind !== kind) {
    return vscode.l10n.t(
      'This is {0}, not {1}. Go back to choose that.',
      translated(SOURCE_KIND_PHRASES[read.kind]),
      translated(SOURCE_KIND_PHRASES[kind]),
    );
  }
  const grants = [{ connection_name: 'any', source }];
  const body = { allowed_apis: apis, grants, referers: [] };
  const [problem] = problemsOfBody(body, defaults(), [
    'grant-source-invalid',
    'grant-query-invalid',
    'secret-in-declaration',
  ]);
  return problem?.message;
}

function names(apis: readonly Api[]): string {
  return listed(apis.map((api) => API_NAMES[api]));
}

function separator(label: string): { label: string; kind: vscode.QuickPickItemKind } {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
