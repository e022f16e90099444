import * as vscode from 'vscode';
import type { Key } from '../../core/carto/auth-api.ts';
import type { SourceGrant } from '../../core/carto/coverage.ts';
import { keyReach, type Reach, tokenReach } from '../../core/carto/restriction.ts';
import { type Token, tokensApi } from '../../core/carto/tokens-api.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { shown } from '../../core/wording.ts';
import type { Access } from './access.ts';

/** An access token or an API key, without what it opens anything with. */
export type Credential = TokenCredential | KeyCredential;

interface Common {
  /** The same as long as it is the same credential; unique in its account, and no secret. */
  readonly id: string;
  /** What it is called on the screen; unique in its account among those of its kind. */
  readonly name: string;
  /** What it is called at CARTO. It may hold by mistake what must not be shown. */
  readonly cartoName: string | undefined;
  /** Of the credential itself: {@link fingerprintOf}. */
  readonly fingerprint: string;
  readonly reach: Reach;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** An access token. What CARTO has not said of it is undefined. */
export interface TokenCredential extends Common {
  readonly kind: 'token';
  readonly apis: readonly string[] | undefined;
  readonly grants: readonly SourceGrant[] | undefined;
  readonly referers: readonly string[] | undefined;
  /** ISO 8601; undefined where it never expires. */
  readonly expires: string | undefined;
}

/** An API key of CARTO Engine. */
export interface KeyCredential extends Common {
  readonly kind: 'key';
  /** `master`, `default`, `regular`, or another. */
  readonly type: string;
  readonly grants: NonNullable<Key['grants']> | undefined;
}

/** The master key and the default public one stay: CARTO gives them to every user. Source: CARTO, "Auth API". */
export function isDeletable(credential: Credential): boolean {
  return credential.kind === 'token' || credential.type === 'regular';
}

/** All that an account has, and apart from it what each opens anything with, by its id. */
export interface Listed {
  readonly credentials: readonly Credential[];
  readonly secrets: ReadonlyMap<string, string>;
}

/** All that an account has, by name: one list each of tokens and keys. @throws CartoError */
export async function listCredentials(
  { carto, engine }: Access,
  signal?: AbortSignal,
): Promise<Listed> {
  const [tokens, keys] = await Promise.all([
    carto ? tokensApi(carto).list(signal) : [],
    engine ? engine.list(signal) : [],
  ]);
  const ofTokens = tokens.map((token) => ({ credential: ofToken(token), secret: token.token }));
  const ofKeys = keys.map((key) => ({ credential: ofKey(key), secret: key.token }));
  const credentials = [ofTokens, ofKeys].map((each) =>
    toldApart(each.map(({ credential }) => credential)).sort(byName),
  );
  return {
    credentials: credentials.flat(),
    secrets: new Map([...ofTokens, ...ofKeys].map((each) => [each.credential.id, each.secret])),
  };
}

/** An access token as the Tokens API answers it, without the token. */
export function ofToken(token: Token): TokenCredential {
  const fingerprint = fingerprintOf(token.token);
  const grants = token.grants ?? undefined;
  const referers = token.referers ?? undefined;
  return {
    kind: 'token',
    id: fingerprint.slice(0, 32),
    name: shown(token.name ?? '') || vscode.l10n.t('unnamed'),
    cartoName: token.name ?? undefined,
    fingerprint,
    reach: tokenReach({ grants, referers }),
    createdAt: token.created_at ?? undefined,
    apis: token.allowed_apis ?? undefined,
    grants,
    referers,
    expires: token.expiration_date ?? undefined,
  };
}

/** An API key as the Auth API answers it, without what it opens anything with. It stays the same when that is regenerated. */
export function ofKey({ name, type, token, grants, created_at }: Key): KeyCredential {
  return {
    kind: 'key',
    id: fingerprintOf(`API key ${name}`).slice(0, 32),
    name: shown(name),
    cartoName: name,
    fingerprint: fingerprintOf(token),
    reach: keyReach(type),
    createdAt: created_at ?? undefined,
    type,
    grants: grants ?? undefined,
  };
}

const { compare: byText } = new Intl.Collator();

function byName(a: Credential, b: Credential): number {
  return byText(a.name, b.name);
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
