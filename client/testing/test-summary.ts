import * as vscode from 'vscode';
import type { TestResult, Trial } from './test-credential.ts';

/** Whether a request came out other than it should: refused though it is meant, or carried out though it is not. */
export function isAmiss(trial: Trial): boolean {
  return trial.probe.isMeant ? trial.verdict.kind === 'refused' : isOpen(trial);
}

/** Whether it is carried out though it should be refused. */
export function isOpen({ probe, verdict }: Trial): boolean {
  return !probe.isMeant && verdict.kind === 'works';
}

/** Whether all was asked that could be, and came out as it should. */
export function isFine({ trials, endedBy }: TestResult): boolean {
  const isUntold = ({ probe, verdict }: Trial) => probe.isMeant && verdict.kind === 'unknown';
  return !endedBy && !trials.some((trial) => isAmiss(trial) || isUntold(trial));
}

/** What a test has found, in a sentence without its full stop. */
export function summaryOf({ trials, endedBy }: TestResult): string {
  const found = finding(trials);
  if (!endedBy) return found;
  return endedBy === 'cancelled'
    ? vscode.l10n.t('cancelled; until then {0}', found)
    : vscode.l10n.t('CARTO asked to wait; until then {0}', found);
}

function finding(trials: readonly Trial[]): string {
  if (trials.some(isOpen)) {
    return vscode.l10n.t('it works from everywhere, though it has referers');
  }
  const meant = trials.filter(({ probe }) => probe.isMeant);
  const count = (...kinds: Trial['verdict']['kind'][]) =>
    meant.filter(({ verdict }) => kinds.includes(verdict.kind)).length;
  const refused = count('refused');
  const unknown = count('unknown');
  if (meant.length === 0) return vscode.l10n.t('there was nothing to ask');
  if (refused === 1 && meant.length === 1) return vscode.l10n.t('the request is refused');
  if (refused > 0) return vscode.l10n.t('{0} of {1} requests refused', refused, meant.length);
  if (unknown > 0) {
    return vscode.l10n.t('{0} of {1} requests without a clear answer', unknown, meant.length);
  }
  return meant.length === 1
    ? vscode.l10n.t('the request works')
    : vscode.l10n.t('all {0} requests work', meant.length);
}
