import * as vscode from 'vscode';
import type { SkippedFile, SkipReason } from '../../server/protocol.ts';
import { pathOf } from '../path-of.ts';
import type { Place, Usages } from './usages.ts';

/** How many files are named, and the others counted. */
const NAMED = 5;

/** Where something is used, in some lines: how often, in which files, and what was not looked into. */
export function describeUsages(usages: Usages): string {
  return [usedAt(usages.places), describeLimits(usages)].filter(Boolean).join('\n\n');
}

/** What was not looked into; empty where everything was. */
export function describeLimits({ skipped, limit }: Usages): string {
  return [limit, notSearched(skipped)].filter(Boolean).join('\n\n');
}

function usedAt(places: readonly Place[]): string {
  if (places.length === 0) return vscode.l10n.t('No usages were found in this workspace.');
  const counts = new Map<string, number>();
  for (const { location } of places) {
    const path = pathOf(location.uri);
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const files = [...counts].map(([path, count]) => (count === 1 ? path : `${path} (${count})`));
  const heading =
    places.length === 1
      ? vscode.l10n.t('Used at 1 place in this workspace:')
      : vscode.l10n.t('Used at {0} places in this workspace:', places.length);
  return [heading, ...shortened(files).map((line) => `• ${line}`)].join('\n');
}

/** What no credential would be expected in is counted, the others are named. */
function notSearched(skipped: readonly SkippedFile[]): string {
  const by = (reason: SkipReason) => skipped.filter((each) => each.reason === reason);
  const named = (files: readonly SkippedFile[]) =>
    shortened(files.map(({ uri }) => pathOf(vscode.Uri.parse(uri, true)))).join(', ');
  const [large, unreadable, binary] = [by('too-large'), by('unreadable'), by('binary')];
  return [
    large.length > 0 && vscode.l10n.t('Too large to be searched: {0}', named(large)),
    unreadable.length > 0 && vscode.l10n.t('Could not be read: {0}', named(unreadable)),
    binary.length > 0 && vscode.l10n.t('Binary files that were not searched: {0}', binary.length),
  ]
    .filter(Boolean)
    .join('\n');
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= NAMED) return [...lines];
  const more = vscode.l10n.t('and {0} more', lines.length - NAMED);
  return [...lines.slice(0, NAMED), more];
}
