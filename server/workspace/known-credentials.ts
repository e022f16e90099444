import type { KnownCredential } from '../../core/credentials/known.ts';
import type { CredentialsKnown } from '../protocol.ts';

/** What the accounts that are signed in to know of their credentials, as far as the editor has told. */
export class KnownCredentials {
  #byFingerprint: ReadonlyMap<string, KnownCredential> = new Map();
  /** Undefined before an editor has told anything. */
  isSignedIn: boolean | undefined;

  /** Takes in what an editor tells, in the place of all it has told before. */
  set({ credentials, isSignedIn }: CredentialsKnown): void {
    // An account that still has one knows more of it than one that had it.
    const [gone, there] = [true, false].map((isDeleted) =>
      credentials.filter((credential) => credential.isDeleted === isDeleted),
    );
    const all = [...(gone ?? []), ...(there ?? [])];
    this.#byFingerprint = new Map(all.map((credential) => [credential.fingerprint, credential]));
    this.isSignedIn = isSignedIn;
  }

  of(fingerprint: string): KnownCredential | undefined {
    return this.#byFingerprint.get(fingerprint);
  }
}
