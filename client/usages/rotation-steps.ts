import * as vscode from 'vscode';
import { haveSameLimits } from '../../core/carto/token-limits.ts';
import type { Account } from '../accounts/account.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { CommandContext } from '../commands/context.ts';
import { withProgress } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { askToReplace } from './ask-to-replace.ts';
import { createNext, limitsAt } from './create-next.ts';
import { deleteConfirmed } from './deletion.ts';
import { describeUsages } from './describe-usages.ts';
import { describeReplaced } from './replace-usages.ts';
import type { Rotation, Step } from './rotation.ts';
import { listNow } from './targets.ts';
import { findUsagesIfPossible } from './usages.ts';

/** What a step works with. */
export interface StepContext extends CommandContext {
  readonly account: Account;
  /** Takes note of how far the rotation is, within a step. */
  keep(rotation: Rotation): Promise<void>;
  /** Takes note that nothing has come of it. */
  forget(rotation: Rotation): Promise<void>;
  /** Has something said when the rotation stops. */
  note(text: string): void;
}

/**
 * Does one step of a rotation.
 *
 * @returns how far the rotation is then; undefined where the user has stopped it
 * @throws where it fails
 */
type StepOf = (
  context: StepContext,
  rotation: Rotation,
) => Promise<Rotation | 'finished' | undefined>;

export const STEP_OF: Readonly<Record<Step, StepOf>> = {
  create: createNext,
  replace,
  check,
  delete: deleteOld,
};

/** Puts the new token where the old one stands in the workspace, as the user wishes. Where there is nothing to replace, that is said later. */
async function replace(context: StepContext, rotation: Rotation): ReturnType<StepOf> {
  const { account, accounts } = context;
  const { old, next } = rotation;
  const sought = { ...old, kind: 'token', cartoName: undefined } as const;
  const usages = await findUsagesIfPossible(context, [sought]);
  const replaced = { ...rotation, step: 'check' } as const;
  if (usages.places.length === 0) {
    context.note(describeUsages(usages));
    return replaced;
  }
  await listNow(context, account); // what the new one is
  const outcome = await askToReplace({
    old: sought,
    usages,
    question: vscode.l10n.t('Replace {0} with {1} in this workspace?', old.name, next.name),
    label: vscode.l10n.t('{0} in the place of {1}', next.name, old.name),
    secret: () => accounts.secret(account, nextOf(rotation)),
  });
  if (outcome === 'left') return replaced;
  if (!outcome || outcome.replaced === 0) return undefined;
  context.note(describeReplaced(next.name, outcome));
  return replaced;
}

/** Whether CARTO has the new token, restricted like the old one as long as that is there. */
async function check(context: StepContext, rotation: Rotation): ReturnType<StepOf> {
  const { account } = context;
  const { old, next } = rotation;
  const all = await listNow(context, account);
  const isThere = all.some(({ id }) => id === old.id);
  await withProgress(vscode.l10n.t('Checking {0}', next.name), async (signal) => {
    const made = await limitsAt(context, nextOf(rotation), signal);
    const meant = isThere ? await limitsAt(context, old, signal) : made;
    if (haveSameLimits(made, meant)) return;
    throw new Error(
      vscode.l10n.t(
        '{0} and {1} do not have the same restrictions. Compare them before you delete {1}.',
        next.name,
        old.name,
      ),
    );
  });
  return { ...rotation, step: 'delete' };
}

async function deleteOld(context: StepContext, { old }: Rotation): ReturnType<StepOf> {
  const { account } = context;
  const credential = (await listNow(context, account)).find(({ id }) => id === old.id);
  if (!credential) {
    const text = vscode.l10n.t('{0} of {1} was deleted elsewhere.', old.name, account.label);
    void vscode.window.showInformationMessage(text);
    return 'finished';
  }
  const node: CredentialNode = { kind: 'credential', account, credential };
  return (await deleteConfirmed(context, [node])) ? 'finished' : undefined;
}

/** @throws where it was not created yet, which no step after that begins with */
function nextOf({ next: { id, name } }: Rotation): Pick<Credential, 'id' | 'name'> {
  if (id === undefined) throw new Error(`${name} was not created yet.`);
  return { id, name };
}
