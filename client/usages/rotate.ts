import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { AccountFailure, isAccountFailure } from '../accounts/account-failure.ts';
import type { CommandContext } from '../commands/context.ts';
import { isCancellation, messageOf } from '../failures.ts';
import { offer } from './offer.ts';
import { describeRotation, type Rotation, Rotations } from './rotation.ts';
import { STEP_OF, type StepContext } from './rotation-steps.ts';

/**
 * Goes on with a rotation from where it is. Wherever it stops, what is done and what is not is said and kept. Before the old
 * token is deleted it stops in any case: the new one is to be tried first.
 *
 * @throws AccountFailure where a step fails
 */
export async function goOn(
  context: CommandContext,
  account: Account,
  from: Rotation,
): Promise<void> {
  const rotations = new Rotations(context.extension.workspaceState);
  const notes: string[] = [];
  let rotation = from;
  const keep = async (next: Rotation) => {
    rotation = next;
    await rotations.keep(next);
  };
  const steps: StepContext = {
    ...context,
    account,
    keep,
    forget: (next) => rotations.forget(next),
    note: (text) => notes.push(text),
  };
  try {
    do {
      const next = await STEP_OF[rotation.step](steps, rotation);
      if (next === 'finished') return await rotations.forget(rotation);
      if (!next) break;
      await keep(next);
    } while (rotation.step !== 'delete');
  } catch (error) {
    // Of what nothing was done there is nothing to say.
    if (!rotations.latest(rotation)) throw error;
    if (!isCancellation(error)) {
      const cause = isAccountFailure(error) ? error.cause : error;
      const text = [messageOf(error), ...notes, describeRotation(rotation)].join(' ');
      throw new AccountFailure(account, cause, text);
    }
  }
  offerRest(context, account, rotation, notes);
}

function offerRest(
  context: CommandContext,
  account: Account,
  rotation: Rotation,
  notes: readonly string[],
): void {
  const { old, next, step } = rotation;
  const rotations = new Rotations(context.extension.workspaceState);
  const rest = async () => {
    const latest = rotations.latest(rotation);
    if (latest) await goOn(context, account, latest);
  };
  const test = async () => {
    const credential = context.lists.of(account).credentials?.find(({ id }) => id === next.id);
    const node = { kind: 'credential', account, credential };
    try {
      await vscode.commands.executeCommand('cartotoken.testToken', node);
    } finally {
      offerRest(context, account, rotation, []); // what is left is not forgotten over it
    }
  };
  const title = vscode.l10n.t('Rotation of {0} ({1}).', old.name, account.label);
  const text = [title, ...notes.map(inOneLine), describeRotation(rotation)].join(' ');
  const continues =
    step === 'delete' ? vscode.l10n.t('Delete Old Token') : vscode.l10n.t('Continue');
  offer(
    text,
    { ...(next.id !== undefined && { [vscode.l10n.t('Test Token')]: test }), [continues]: rest },
    context.log,
  );
}

/** A notification has one paragraph. */
function inOneLine(text: string): string {
  return text.replaceAll(/\n+/g, ' ');
}
