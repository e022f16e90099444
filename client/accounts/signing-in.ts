import * as vscode from 'vscode';
import { setContext } from '../context-keys.ts';

/** Says in the view that someone is about to sign in, for as long as it takes. */
export class SigningIn {
  #count = 0;

  /** @throws what the work throws */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    await setContext('cartotoken.isSigningIn', true);
    try {
      const place = { location: { viewId: 'cartotoken.tokens' } };
      return await vscode.window.withProgress(place, work);
    } finally {
      this.#count -= 1;
      await setContext('cartotoken.isSigningIn', this.#count > 0);
    }
  }
}
