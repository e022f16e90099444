import { keyTableName } from '../../core/carto/key-grants.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { TreeNode } from './node.ts';

/**
 * What a node is told apart by: the same after a refresh, so that selection and expansion survive it, and no secret.
 * What users write is only in it by its fingerprint, as it may hold one by mistake.
 */
export function idOf(node: TreeNode): string {
  const account = node.account.id;
  switch (node.kind) {
    case 'account':
      return account;
    case 'group':
      return `${account}/group/${node.standing}`;
    case 'empty':
    case 'failure':
    case 'kept':
      return `${account}/message`;
    case 'credential':
      return `${account}/${node.credential.id}`;
    default:
      return `${account}/${node.credential.id}/${node.kind}${within(node)}`;
  }
}

/** What tells the parts of a credential apart that are of one kind. */
function within(node: TreeNode): string {
  switch (node.kind) {
    case 'connection':
      return `/${fingerprintOf(node.connection)}`;
    case 'grant':
      return `/${fingerprintOf(`${node.grant.connection_name}\n${node.grant.source}`)}`;
    case 'referer':
      return `/${fingerprintOf(node.referer)}`;
    case 'key-table':
      return `/${fingerprintOf(keyTableName(node.table))}`;
    default:
      return '';
  }
}
