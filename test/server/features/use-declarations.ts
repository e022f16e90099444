import { caret, type Position } from '../../support/caret.ts';
import { open } from '../../support/language-server.ts';
import { useServer } from '../use-server.ts';

export interface Range {
  start: Position;
  end: Position;
}

export interface Edit {
  range: Range;
  newText: string;
}

/** What VS Code can do, as far as it matters here. */
export const ABILITIES = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true } },
  },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

export const MAP = `{
  "name": "storefront-map",
  "allowed_apis": ["maps", "sql"],
  "grants": [
    { "connection_name": "carto_dw", "source": "shop.retail.stores" },
    { "connection_name": "carto_dw", "source": "SELECT * FROM \`shop.retail.stores\`" }
  ],
  "referers": ["https://storefront.example.com/"]
}
`;

/** A language server for each test, and what is asked of it about a declaration. */
export function useDeclarations() {
  const server = useServer();
  const uriOf = (name: string) => server().uriOf(name);
  /** The declaration that is asked about. */
  const A = () => uriOf('a.cartotoken.json');
  /** Puts declarations into the workspace's folder, and starts with that. */
  const start = (files: Readonly<Record<string, string>> = {}, abilities: object = ABILITIES) =>
    server().start(files, abilities);

  function ask<Answer>(method: string, params: object = {}, uri = A()): Promise<Answer> {
    const about = { textDocument: { uri }, ...params };
    return server().connection.sendRequest(`textDocument/${method}`, about);
  }

  /** Opens a text with a ‸ in it, and asks about that place. */
  async function askAt<Answer>(
    method: string,
    marked: string,
    params: object = {},
  ): Promise<Answer> {
    const { text, position } = caret(marked);
    await open(server().connection, A(), text);
    return ask(method, { position, ...params });
  }

  return { server, uriOf, A, start, ask, askAt };
}
