import * as vscode from 'vscode';
import type { Credential, TokenCredential } from '../accounts/credentials.ts';
import type { TokenNode } from '../tokens/node.ts';
import { planRotation } from '../usages/plan-rotation.ts';
import { goOn } from '../usages/rotate.ts';
import { describeRotation, type Rotation, Rotations } from '../usages/rotation.ts';
import { listNow, targetOf } from '../usages/targets.ts';
import type { CommandContext, SidebarCommand } from './context.ts';

/**
 * Puts a new token in the place of another: creates it with the same restrictions, replaces the old one in the workspace's
 * files, checks the new one and then offers to delete the old. One that was stopped is gone on with.
 *
 * @throws where a step fails
 */
export const rotateToken: SidebarCommand = async (context, on) => {
  const node = await targetOf(context, on, {
    title: vscode.l10n.t('Rotate'),
    isFit: (credential): credential is TokenCredential => credential.kind === 'token',
    none: vscode.l10n.t('Only access tokens can be rotated. API keys are regenerated instead.'),
  });
  if (!node) return;
  const { account } = node;
  const tokens = (await listNow(context, account)).filter(({ kind }) => kind === 'token');
  const unfinished = await unfinishedOf(context, node, tokens);
  if (unfinished) {
    const goesOn = await askToGoOn(unfinished);
    if (goesOn) await goOn(context, account, unfinished);
    if (goesOn !== false) return;
    await new Rotations(context.extension.workspaceState).forget(unfinished);
  }
  const taken = tokens.map(({ name, cartoName = name }) => cartoName);
  const planned = await planRotation(node, taken, new Date());
  if (planned) await goOn(context, account, planned);
};

/** A rotation that can be gone on with: not one whose new token was deleted meanwhile. */
async function unfinishedOf(
  { extension }: CommandContext,
  node: TokenNode,
  tokens: readonly Credential[],
): Promise<Rotation | undefined> {
  const rotations = new Rotations(extension.workspaceState);
  const found = rotations.of(node);
  const { id } = found?.next ?? {};
  if (!found || id === undefined || tokens.some((token) => token.id === id)) return found;
  await rotations.forget(found);
  return undefined;
}

/** @returns undefined where the user wants neither */
async function askToGoOn(rotation: Rotation): Promise<boolean | undefined> {
  const { old, next } = rotation;
  const choice = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Continue'), detail: describeRotation(rotation), goesOn: true },
      {
        label: vscode.l10n.t('Start Anew'),
        detail: vscode.l10n.t(
          'With another new token. {0} and {1} stay as they are.',
          old.name,
          next.name,
        ),
        goesOn: false,
      },
    ],
    { placeHolder: vscode.l10n.t('A rotation of {0} is not finished.', old.name) },
  );
  return choice?.goesOn;
}
