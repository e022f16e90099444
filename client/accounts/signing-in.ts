import { setContext } from '../context-keys.ts';

/** Has the view say that someone is about to sign in, for as long as it takes. It is no progress: mostly it waits for the user. */
export class SigningIn {
  #count = 0;

  /** @throws what the work throws */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    await setContext('cartotoken.isSigningIn', true);
    try {
      return await work();
    } finally {
      this.#count -= 1;
      await setContext('cartotoken.isSigningIn', this.#count > 0);
    }
  }
}
