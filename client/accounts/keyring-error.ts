/** That the system's keyring does not keep what it is given, or does not have any more what it was given. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** Whether something thrown is one. By its name: each bundle has a class of its own. */
export function isKeyringError(thrown: unknown): thrown is KeyringError {
  return thrown instanceof Error && thrown.name === 'KeyringError';
}
