import * as vscode from 'vscode';
import { visible } from '../../core/control-characters.ts';
import { redact } from '../../core/credentials/redact.ts';
import { declarationName } from '../../core/declarations/declaration.ts';
import type { Severity } from '../../core/problem.ts';
import type { DeclarationNode } from './node.ts';

interface Look {
  readonly icon: string;
  readonly color: string;
  readonly one: string;
  readonly many: (count: number) => string;
}

/** How problems of each severity are told, the worst first. */
const LOOKS: readonly (readonly [Severity, Look])[] = [
  [
    'error',
    {
      icon: 'error',
      color: 'list.errorForeground',
      one: vscode.l10n.t('1 error'),
      many: (count) => vscode.l10n.t('{0} errors', count),
    },
  ],
  [
    'warning',
    {
      icon: 'warning',
      color: 'list.warningForeground',
      one: vscode.l10n.t('1 warning'),
      many: (count) => vscode.l10n.t('{0} warnings', count),
    },
  ],
  [
    'information',
    {
      icon: 'info',
      color: 'notificationsInfoIcon.foreground',
      one: vscode.l10n.t('1 note'),
      many: (count) => vscode.l10n.t('{0} notes', count),
    },
  ],
  [
    'hint',
    {
      icon: 'lightbulb',
      color: 'editorLightBulb.foreground',
      one: vscode.l10n.t('1 hint'),
      many: (count) => vscode.l10n.t('{0} hints', count),
    },
  ],
];

/** How a declaration looks: its name, its problems, and where it lies. A click opens it. */
export function declarationItem({ uri, problems }: DeclarationNode): vscode.TreeItem {
  const name = visible(redact(declarationName(uri.path) ?? uri.path));
  const place = placeOf(uri);
  const found = LOOKS.filter(([severity]) => problems && problems[severity] > 0);
  const said = found.map(([severity, { one, many }]) => {
    const count = problems?.[severity] ?? 0;
    return count === 1 ? one : many(count);
  });
  const counts = said.join(', ');
  const judgement = problems
    ? counts || vscode.l10n.t('no problems')
    : vscode.l10n.t('not checked until it is opened');

  const item = new vscode.TreeItem(name);
  item.id = uri.toString();
  item.description = [problems ? counts : judgement, place].filter(Boolean).join(' · ');
  item.tooltip = `${place}\n${judgement}`;
  item.iconPath = iconOf(found[0]?.[1], problems !== undefined);
  item.contextValue = 'declaration';
  item.command = {
    title: vscode.l10n.t('Open Declaration'),
    command: 'vscode.open',
    arguments: [uri],
  };
  item.accessibilityInformation = { label: `${name}, ${judgement}, ${place}` };
  return item;
}

/** The file below its folder, which is named where there are several. */
function placeOf(uri: vscode.Uri): string {
  return visible(redact(vscode.workspace.asRelativePath(uri)));
}

function iconOf(worst: Look | undefined, isJudged: boolean): vscode.ThemeIcon {
  if (worst) return new vscode.ThemeIcon(worst.icon, new vscode.ThemeColor(worst.color));
  return isJudged
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('circle-outline');
}
