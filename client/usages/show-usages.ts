import * as vscode from 'vscode';
import type { CommandContext } from '../commands/context.ts';
import { describeLimits } from './describe-usages.ts';
import { placeNodes, placesTree } from './places-tree.ts';
import { referencesView, type TreeInput } from './references-view.ts';
import { findUsages, type Place, type Sought, type Usages } from './usages.ts';

/**
 * Shows what was found in VS Code's view of references; where that is disabled, in a peek at the first place.
 *
 * @param name what the credentials are called
 */
export async function showUsages(
  context: CommandContext,
  name: string,
  credentials: readonly Sought[],
  usages: Usages,
): Promise<void> {
  const [first] = usages.places;
  if (!first) return;
  const view = await referencesView();
  if (view) {
    const title = vscode.l10n.t('Usages of {0}', name);
    const again = () => findUsages(context, credentials);
    view.setInput(treeInput(title, await anchorOf(first), async () => usages, again));
    return;
  }
  const { uri, range } = first.location;
  const locations = usages.places.map(({ location }) => location);
  const peek = 'editor.action.peekLocations';
  await vscode.commands.executeCommand(peek, uri, range.start, locations, 'peek');
}

type Find = () => Promise<Usages>;

/** @param again finds them anew, where the user refreshes the view or goes back to them */
function treeInput(title: string, location: vscode.Location, find: Find, again: Find): TreeInput {
  return {
    contextValue: 'cartotoken.usages',
    title,
    location,
    resolve: async () => {
      const usages = await find();
      if (usages.places.length === 0) return undefined;
      const provider = placesTree(await placeNodes(usages.places));
      return { provider, message: describeLimits(usages) || undefined };
    },
    with: (moved) => treeInput(title, moved, again, again),
  };
}

/** The beginning of a place's line: the view remembers the word that it is asked about, which must not be a credential. */
async function anchorOf({ location }: Place): Promise<vscode.Location> {
  const document = await vscode.workspace.openTextDocument(location.uri);
  const { lineNumber, firstNonWhitespaceCharacterIndex } = document.lineAt(location.range.start);
  const start = new vscode.Position(lineNumber, firstNonWhitespaceCharacterIndex);
  return new vscode.Location(location.uri, start);
}
