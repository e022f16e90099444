import * as vscode from 'vscode';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { assignments, isVariableName, setVariable, suggestedVariable } from '../../core/dotenv.ts';
import { OWNER_ONLY } from '../../disk/replace-file.ts';
import { chooseEnvFile } from '../environment/choose-env-file.ts';
import { editFile, textOf } from '../environment/edit-file.ts';
import { keepFromGit } from '../environment/keep-from-git.ts';
import { usesVite } from '../environment/vite.ts';
import { pathOf } from '../path-of.ts';
import { sayDone } from '../say-done.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { chooseAny } from './choose-any.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { secretFor } from './secret-for.ts';

/**
 * Gives an environment variable a token or key in an `.env` file, and sees to it that git ignores that.
 *
 * @throws where no folder is open, or the file cannot be read or written
 */
export const addToEnv: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Add to .env');
  const node = await chooseAny(context, on, title);
  const uri = node && (await chooseEnvFile(`${title}: ${node.credential.name}`));
  if (!uri) return;
  const textBefore = (await textOf(uri)) ?? '';
  const name = await askName(title, uri, node, textBefore);
  if (!name) return;

  const before = valueIn(textBefore, name);
  if (before && fingerprintOf(before) !== node.credential.fingerprint) {
    const replace = vscode.l10n.t('Replace');
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('Replace {0} in {1} with {2}?', name, pathOf(uri), node.credential.name),
      { modal: true, detail: vscode.l10n.t('It has another value there, which will be lost.') },
      replace,
    );
    if (choice !== replace) return;
  }
  const secret = await secretFor(context, node, title);
  if (secret === undefined) return;
  const setIn = (text: string) => {
    if (valueIn(text, name) !== before) {
      throw new Error(
        vscode.l10n.t('{0} was changed meanwhile, and is left as it is. Try again.', pathOf(uri)),
      );
    }
    return [setVariable(text, name, secret).edit];
  };
  const isSaved = await editFile(uri, setIn, OWNER_ONLY);
  sayDone(vscode.l10n.t('{0} is in {1}', name, pathOf(uri)));
  void tellWhatIsLeft(context, uri, isSaved);
};

/** Called as what it is, or after itself where that is another's there. */
async function askName(
  title: string,
  uri: vscode.Uri,
  { credential }: CredentialNode,
  text: string,
): Promise<string | undefined> {
  const isTaken = (variable: string) => {
    const value = valueIn(text, variable);
    return !!value && fingerprintOf(value) !== credential.fingerprint;
  };
  return vscode.window.showInputBox({
    title: `${title}: ${credential.name}`,
    prompt: vscode.l10n.t('The name of the variable in {0}', pathOf(uri)),
    value: suggestedVariable(credential, (await usesVite(uri)) ? 'VITE_' : '', isTaken),
    ignoreFocusOut: true,
    validateInput: (name) =>
      isVariableName(name)
        ? undefined
        : vscode.l10n.t(
            'A name consists of letters A–Z, digits and _, and does not begin with a digit.',
          ),
  });
}

/** The value that counts, which is the last one. */
function valueIn(text: string, name: string): string | undefined {
  return [...assignments(text)].findLast((each) => each.name === name)?.value;
}

async function tellWhatIsLeft(
  context: CommandContext,
  uri: vscode.Uri,
  isSaved: boolean,
): Promise<void> {
  if (!isSaved) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has other changes that are not saved. Save it for the variable to take effect.',
        pathOf(uri),
      ),
    );
  }
  await keepFromGit(context, uri);
}
