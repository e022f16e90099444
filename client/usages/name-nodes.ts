import type { CredentialNode } from '../tokens/node.ts';

/** Credentials as messages name them, with their accounts: "map, search (Acme); public-map (Acme Engine)". */
export function nameNodes(nodes: readonly CredentialNode[]): string {
  const byAccount = new Map<string, string[]>();
  for (const { account, credential } of nodes) {
    byAccount.set(account.label, [...(byAccount.get(account.label) ?? []), credential.name]);
  }
  return Array.from(byAccount, ([label, names]) => `${names.join(', ')} (${label})`).join('; ');
}
