import type { Account } from './account.ts';

/** That something failed which was done with an account: whoever shows it says whose it is, and offers to sign in again. */
export class AccountFailure extends Error {
  override readonly name = 'AccountFailure';
  readonly account: Account;
  /** What a person is told, where that is more than the cause: what is done, and what is not. */
  readonly says: string | undefined;

  constructor(account: Account, cause: unknown, says?: string) {
    super(says ?? (cause instanceof Error ? cause.message : String(cause)), { cause });
    this.account = account;
    this.says = says;
  }
}

/** Whether something thrown is one. By its name: each bundle of the extension has a class of its own. */
export function isAccountFailure(thrown: unknown): thrown is AccountFailure {
  return thrown instanceof Error && thrown.name === 'AccountFailure' && 'account' in thrown;
}

/** Does something with an account. @throws AccountFailure whatever it throws, so that it is known whose it was */
export async function withAccount<T>(account: Account, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAccountFailure(error) ? error : new AccountFailure(account, error);
  }
}
