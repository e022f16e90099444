import type { Key } from '../../core/carto/auth-api.ts';
import { type Token, tokensApi } from '../../core/carto/tokens-api.ts';
import { shown } from '../../core/wording.ts';
import type { Access } from './access.ts';

/** An access token or an API key, without what it opens anything with. */
export interface Credential {
  readonly kind: 'token' | 'key';
  /** Unique in its account. */
  readonly name: string;
  /** What it is for, in a few words: its APIs, its type. */
  readonly description: string;
}

/** All that an account has, by name: one list each of tokens and keys. @throws CartoError */
export async function listCredentials(
  { carto, engine }: Access,
  signal: AbortSignal,
): Promise<Credential[]> {
  const [tokens, keys] = await Promise.all([
    carto ? tokensApi(carto).list(signal) : [],
    engine ? engine.list(signal) : [],
  ]);
  const byName = (a: Credential, b: Credential) => a.name.localeCompare(b.name);
  return [
    ...toldApart(tokens.map(ofToken)).sort(byName),
    ...toldApart(keys.map(ofKey)).sort(byName),
  ];
}

/** Names are unique, but for those that are missing or hold a secret, and are not shown whole. */
function toldApart(credentials: readonly Credential[]): Credential[] {
  const counts = new Map<string, number>();
  return credentials.map((credential) => {
    const count = (counts.get(credential.name) ?? 0) + 1;
    counts.set(credential.name, count);
    return count === 1 ? credential : { ...credential, name: `${credential.name} (${count})` };
  });
}

function ofToken({ name, allowed_apis: apis }: Token): Credential {
  return {
    kind: 'token',
    name: shown(name ?? 'unnamed'),
    description: shown(apis?.join(', ') ?? ''),
  };
}

function ofKey({ name, type }: Key): Credential {
  return { kind: 'key', name: shown(name), description: shown(`${type} key`) };
}
