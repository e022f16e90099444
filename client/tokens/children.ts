import { keyLimits } from '../../core/carto/key-grants.ts';
import type { CredentialNode, KeyNode, TokenNode, TreeNode } from './node.ts';
import { idOf } from './node-id.ts';
import type { BelowCredential } from './part-item.ts';

/** What stands below a credential, or below one of its parts. */
export function childrenBelow(node: CredentialNode | BelowCredential): TreeNode[] {
  switch (node.kind) {
    case 'credential':
      return node.credential.kind === 'token'
        ? tokenParts(node as TokenNode)
        : keyParts(node as KeyNode);
    case 'grants': {
      const connections = node.credential.grants?.map(({ connection_name }) => connection_name);
      return [...new Set(connections)].map((connection) => ({
        ...node,
        kind: 'connection',
        connection,
      }));
    }
    case 'connection': {
      const grants = node.credential.grants ?? [];
      const own = grants.filter(({ connection_name }) => connection_name === node.connection);
      return onceEach(own.map((grant) => ({ ...node, kind: 'grant', grant })));
    }
    case 'referers':
      return [...new Set(node.credential.referers)].map((referer) => ({
        ...node,
        kind: 'referer',
        referer,
      }));
    case 'key-tables': {
      const { tables } = keyLimits(node.credential.grants ?? []);
      return onceEach(tables.map((table) => ({ ...node, kind: 'key-table', table })));
    }
    default:
      return [];
  }
}

/** What a node below a credential stands below. */
export function parentBelow(node: BelowCredential): CredentialNode | BelowCredential {
  const { account } = node;
  switch (node.kind) {
    case 'connection':
      return { kind: 'grants', account, credential: node.credential };
    case 'grant': {
      const { credential, grant } = node;
      return { kind: 'connection', account, credential, connection: grant.connection_name };
    }
    case 'referer':
      return { kind: 'referers', account, credential: node.credential };
    case 'key-table':
      return { kind: 'key-tables', account, credential: node.credential };
    default:
      return { kind: 'credential', account, credential: node.credential };
  }
}

function tokenParts({ account, credential }: TokenNode): TreeNode[] {
  const kinds = ['apis', 'grants', 'referers', 'expires'] as const;
  return kinds.map((kind) => ({ kind, account, credential }));
}

function keyParts({ account, credential }: KeyNode): TreeNode[] {
  const kinds = ['key-apis', 'key-tables', 'key-services'] as const;
  return kinds.map((kind) => ({ kind, account, credential }));
}

/** A token may have a grant twice; an item that stands there twice, VS Code refuses. */
function onceEach(nodes: readonly TreeNode[]): TreeNode[] {
  return [...new Map(nodes.map((node) => [idOf(node), node])).values()];
}
