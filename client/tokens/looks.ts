import * as vscode from 'vscode';
import type { Expiry } from '../../core/carto/restriction.ts';
import type { Standing } from '../../core/carto/standing.ts';

/** How it is said of a credential how restricted it is. */
export interface Look {
  readonly icon: string;
  /** The id of a colour of the theme's. */
  readonly color?: string;
  /** In a few words, to be read at a glance. */
  readonly short: string;
  /** In a sentence. */
  readonly long: string;
}

const DANGER = 'list.errorForeground';
const CAUTION = 'list.warningForeground';
const GOOD = 'testing.iconPassed';
const FADED = 'disabledForeground';

/** What each standing looks like. */
export const LOOKS: Readonly<Record<Standing, Look>> = {
  everything: {
    icon: 'unlock',
    color: DANGER,
    short: vscode.l10n.t('master key'),
    long: vscode.l10n.t('Unrestricted: a master key opens everything in the account.'),
  },
  'all-sources': {
    icon: 'unlock',
    color: DANGER,
    short: vscode.l10n.t('all sources'),
    long: vscode.l10n.t(
      'Unrestricted: it opens all sources of a connection, future ones included.',
    ),
  },
  'no-referer': {
    icon: 'globe',
    color: CAUTION,
    short: vscode.l10n.t('no referer'),
    long: vscode.l10n.t(
      'Restricted to its grants, but no referer limits which websites may use it.',
    ),
  },
  unknown: {
    icon: 'question',
    color: CAUTION,
    short: vscode.l10n.t('restrictions unknown'),
    long: vscode.l10n.t('CARTO does not say what it is restricted to.'),
  },
  restricted: {
    icon: 'lock',
    color: GOOD,
    short: vscode.l10n.t('restricted'),
    long: vscode.l10n.t('Restricted.'),
  },
  public: {
    icon: 'eye',
    short: vscode.l10n.t('public key'),
    long: vscode.l10n.t('Public by design: it is no secret.'),
  },
  expired: {
    icon: 'circle-slash',
    color: FADED,
    short: vscode.l10n.t('expired'),
    long: vscode.l10n.t('Expired: it opens nothing any more.'),
  },
};

/** In the place of what is restricted well, but ends soon. */
const ENDING: Pick<Look, 'icon' | 'color'> = { icon: 'watch', color: CAUTION };

/** A credential's icon: the worse of how far it reaches and how soon it ends. */
export function iconOf(standing: Standing, expiry: Expiry): vscode.ThemeIcon {
  const isEnding = expiry === 'soon' && (standing === 'restricted' || standing === 'no-referer');
  return themeIcon(isEnding ? ENDING : LOOKS[standing]);
}

export function themeIcon({ icon, color }: Pick<Look, 'icon' | 'color'>): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
