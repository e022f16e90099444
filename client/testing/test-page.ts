import * as vscode from 'vscode';
import type { Subject, Unasked, WhyUnasked } from '../../core/carto/probes/probe.ts';
import { redact } from '../../core/credentials/redact.ts';
import { code, table } from '../../core/markdown.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { TestResult, Trial } from './test-credential.ts';
import { isAmiss, isOpen, summaryOf } from './test-summary.ts';

/** What a test has found, as a page of Markdown: what works, what to do about the rest, and what was not asked. */
export function testPage(
  { account, credential }: CredentialNode,
  result: TestResult,
  now: Date,
): string {
  const what =
    credential.kind === 'token' ? vscode.l10n.t('access token') : vscode.l10n.t('API key');
  const when = now.toLocaleString(vscode.env.language);
  const parts = [
    `# ${vscode.l10n.t('Test of {0}', escaped(credential.name))}`,
    escaped(`${account.label} · ${what} · ${when}`),
    `**${escaped(vscode.l10n.t('{0}: {1}.', credential.name, summaryOf(result)))}**`,
    ...(result.trials.length > 0 ? [trialsTable(result.trials)] : []),
    ...section(vscode.l10n.t('What to do'), remedies(result.trials)),
    ...(result.unasked.length > 0
      ? [`## ${vscode.l10n.t('Not asked')}`, unaskedTable(result.unasked)]
      : []),
    NOTE(),
  ];
  return `${parts.join('\n\n')}\n`;
}

const NOTE = () =>
  vscode.l10n.t(
    'Each request was made once, as an application makes it: queries as they are granted, websites with the Referer that browsers send. To ask again, run the command Test Token.',
  );

/** What is amiss first, and what should be refused last. */
function trialsTable(trials: readonly Trial[]): string {
  const rank = (trial: Trial) => (isAmiss(trial) ? 0 : trial.probe.isMeant ? 1 : 2);
  const sorted = [...trials].sort((a, b) => rank(a) - rank(b));
  return table(
    [vscode.l10n.t('Answer'), ...SUBJECT()],
    sorted.map((trial) => [
      answerOf(trial),
      ...subjectOf(trial.probe, value(trial.probe.referer) || vscode.l10n.t('none')),
    ]),
  );
}

function unaskedTable(unasked: readonly Unasked[]): string {
  return table(
    [vscode.l10n.t('Why'), ...SUBJECT()],
    unasked.map((each) => [
      escaped(WHY[each.why](each.says ?? '')),
      ...subjectOf(each, value(each.referer)),
    ]),
  );
}

/** The source, which is the longest and can be broken, stands last. */
const SUBJECT = () => [
  vscode.l10n.t('API'),
  vscode.l10n.t('Referer'),
  vscode.l10n.t('Connection'),
  vscode.l10n.t('Source'),
];

/** @param referer as the cell has it */
function subjectOf({ api, connection, source }: Subject, referer: string): string[] {
  return [escaped(api), referer, value(connection), value(source)];
}

function value(text = ''): string {
  return text && code(text);
}

/** In words, whatever the signs before them: those are for the eye only. */
function answerOf(trial: Trial): string {
  const { probe, verdict } = trial;
  if (isOpen(trial)) return `✗ **${vscode.l10n.t('Works, though it should not')}**`;
  switch (verdict.kind) {
    case 'works':
      return `✓ ${vscode.l10n.t('Works')}`;
    case 'refused':
      return probe.isMeant
        ? `✗ **${vscode.l10n.t('Refused')}**: ${escaped(verdict.reason)}`
        : `✓ ${vscode.l10n.t('Refused, as it should be')}`;
    case 'unfulfilled':
      if (!probe.isMeant) return untold(verdict.reason);
      return `✓ ${vscode.l10n.t('Authorised, but not carried out')}: ${escaped(verdict.reason)}`;
    case 'unknown':
      return untold(verdict.reason);
  }
}

function untold(reason: string): string {
  return `? ${vscode.l10n.t('Nothing can be told')}: ${escaped(reason)}`;
}

/** What to do about what is amiss: each reason once. */
function remedies(trials: readonly Trial[]): string[] {
  const all = trials.flatMap((trial) => {
    const { verdict } = trial;
    if (isOpen(trial)) {
      return vscode.l10n.t(
        'A request without a Referer was let in, so the token’s referers do not restrict it. Refresh the view: it may have been changed elsewhere.',
      );
    }
    if (verdict.kind === 'refused' && isAmiss(trial)) {
      const source = vscode.l10n.t('CARTO’s documentation');
      return `**${escaped(verdict.reason)}** ${escaped(verdict.remedy)} [${source}](${verdict.page})`;
    }
    return verdict.kind === 'unknown' ? escaped(`${verdict.reason} ${verdict.remedy}`) : [];
  });
  return [...new Set(all)];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`## ${title}`, items.map((item) => `- ${item}`).join('\n')] : [];
}

const WHY: Readonly<Record<WhyUnasked, (says: string) => string>> = {
  'not-accepted': () => vscode.l10n.t('The API refuses such a grant'),
  'no-grant': () => vscode.l10n.t('There is no grant, so the API refuses everything'),
  'grants-unknown': () => vscode.l10n.t('CARTO has not said what is granted'),
  'source-invalid': (says) => vscode.l10n.t('The grant cannot be used: {0}', says),
  'referer-invalid': (says) => vscode.l10n.t('No browser sends that: {0}', says),
  'api-unknown': () => vscode.l10n.t('An API that this extension does not know'),
  'not-harmless': () => vscode.l10n.t('Asking would change something'),
  'too-many': () => vscode.l10n.t('There is too much for one test'),
  ended: () => vscode.l10n.t('The test ended before that'),
};

/** A text in a sentence or a cell, none of which is Markdown, and without the credential that it may hold by mistake. */
function escaped(text: string): string {
  return redact(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>|#&!~]/g, '\\$&');
}
