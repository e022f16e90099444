import * as vscode from 'vscode';
import { shown } from '../../core/wording.ts';
import { pathOf } from '../path-of.ts';
import { openIfText } from './open-if-text.ts';
import type { Place } from './usages.ts';

/** A file, with the places in it, or a place. */
export type PlaceNode = FilePlaces | PlaceInFile;

interface FilePlaces {
  readonly kind: 'file';
  readonly uri: vscode.Uri;
  readonly places: readonly PlaceInFile[];
}

interface PlaceInFile {
  readonly kind: 'place';
  readonly location: vscode.Location;
  /** The line that it is in, without the credential. */
  readonly line: string;
  readonly isDeclaration: boolean;
}

/** Places by file, each with its line. What cannot be read any more has an empty one. */
export async function placeNodes(places: readonly Place[]): Promise<FilePlaces[]> {
  const byFile = new Map<string, Place[]>();
  for (const place of places) {
    const key = place.location.uri.toString();
    const inFile = byFile.get(key);
    if (inFile) inFile.push(place);
    else byFile.set(key, [place]);
  }
  return Promise.all([...byFile.values()].map(fileNode));
}

/** @param places at least one, all of the same file */
async function fileNode(places: readonly Place[]): Promise<FilePlaces> {
  const { uri } = (places[0] as Place).location;
  const document = await openIfText(uri);
  return {
    kind: 'file',
    uri,
    places: places.map(({ location, isDeclaration }) => {
      const { line } = location.range.start;
      const isThere = document !== undefined && line < document.lineCount;
      const text = isThere ? withoutCredentials(document.lineAt(line), places) : '';
      return { kind: 'place', location, line: text, isDeclaration };
    }),
  };
}

/** A line as it is shown. What stands at the places is left out by its place: not every shape of a key is known. */
function withoutCredentials(
  { lineNumber, text }: vscode.TextLine,
  places: readonly Place[],
): string {
  const masked = places
    .filter(({ isDeclaration, location }) => {
      return !isDeclaration && location.range.start.line === lineNumber;
    })
    .map(({ location }) => location.range)
    .sort((a, b) => b.start.character - a.start.character)
    .reduce(
      (line, { start, end }) => `${line.slice(0, start.character)}…${line.slice(end.character)}`,
      text,
    );
  return shown(masked);
}

/** The tree of places for VS Code's view of references. */
export function placesTree(files: readonly FilePlaces[]): vscode.TreeDataProvider<PlaceNode> {
  return {
    getChildren: (node) => (node ? (node.kind === 'file' ? [...node.places] : []) : [...files]),
    getTreeItem: (node) => (node.kind === 'file' ? fileItem(node) : placeItem(node)),
    getParent: (node) => files.find(({ places }) => places.some((each) => each === node)),
  };
}

function fileItem({ uri, places }: FilePlaces): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = vscode.ThemeIcon.File;
  const path = pathOf(uri);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  item.description = [folder, `${places.length}`].filter(Boolean).join(' · ');
  return item;
}

function placeItem({ location, line, isDeclaration }: PlaceInFile): vscode.TreeItem {
  const { uri, range } = location;
  const place = vscode.l10n.t('Line {0}', range.start.line + 1);
  const item = new vscode.TreeItem(line || place);
  item.description = isDeclaration ? `${place} · ${vscode.l10n.t('declares its name')}` : place;
  item.accessibilityInformation = { label: `${pathOf(uri)}, ${place}, ${line}` };
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'vscode.open',
    arguments: [uri, { selection: range, preserveFocus: true }],
  };
  return item;
}
