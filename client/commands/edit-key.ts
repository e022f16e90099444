import * as vscode from 'vscode';
import { freeName } from '../../core/carto/free-name.ts';
import type { Credential, KeyCredential } from '../accounts/credentials.ts';
import { draftOfKey } from '../wizards/key/key-draft.ts';
import { announceCreated } from './announce-created.ts';
import { chooseCredential } from './choose-credential.ts';
import type { SidebarCommand } from './context.ts';
import { namesOf } from './create-by-wizard.ts';
import { askForKey } from './create-key.ts';

const CREATE_REPLACEMENT = vscode.l10n.t('Create a Replacement');

/** Says that API keys cannot be changed, and offers to create another that begins as this one is. */
export const editKey: SidebarCommand = async (context, on) => {
  const node = await chooseCredential(context, on, {
    title: vscode.l10n.t('Edit'),
    isFit: isRegular,
    none: vscode.l10n.t(
      'Only regular API keys are created by users. The master key and the default public one are what they are.',
    ),
  });
  if (!node) return;
  const { account, credential } = node;
  const { name, cartoName = name, grants } = credential;
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0}: the API key {1} cannot be changed.', account.label, name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'CARTO Engine keeps what an API key may do as it was created. A replacement begins with the same, under another name, and is another credential: put it where the old one is used, then delete the old one.',
      ),
    },
    CREATE_REPLACEMENT,
  );
  if (choice !== CREATE_REPLACEMENT) return;
  const free = freeName(cartoName, await namesOf(context, account, 'key'));
  const beginning = {
    values: draftOfKey(free, grants ?? []),
    ...(grants
      ? {}
      : { says: vscode.l10n.t('CARTO does not say what {0} may do: choose it anew.', name) }),
  };
  const made = await askForKey(context, { account }, CREATE_REPLACEMENT, beginning, grants ?? []);
  if (made) announceCreated(context, made);
};

function isRegular(credential: Credential): credential is KeyCredential {
  return credential.kind === 'key' && credential.type === 'regular';
}
