import type { Http } from '../../../core/carto/http/http.ts';
import type { Page, Values } from '../../wizards/wizard.ts';
import type { AccountKind, AccountOf } from '../account.ts';
import type { BrowserLogin } from '../browser-login.ts';
import type { SandboxHost } from '../sandbox-host.ts';
import type { SecretOf } from '../secret.ts';

/** What signing in needs of its surroundings. */
export interface Services {
  readonly http: Http;
  readonly login: BrowserLogin;
  readonly sandbox: SandboxHost;
  /** Has a credential redacted from now on in whatever is logged or said. */
  learn(secret: string): void;
}

type Draft<Kind extends AccountKind> = Kind extends AccountKind
  ? {
      /** The account, but for what it is called and known by. */
      readonly account: Omit<AccountOf<Kind>, 'id' | 'label'>;
      readonly secret: SecretOf<Kind>;
      /** What it may be called. */
      readonly label: string;
    }
  : never;

/** An account that was opened with what the user has entered: it answers. */
export type Opened = Draft<AccountKind>;

/** A way of signing in: a file in this folder, and a line in methods.ts. */
export interface SignInMethod {
  readonly kind: AccountKind;
  /** What it takes, for the list of ways. */
  readonly detail: string;
  /** What is asked, in order. What is entered on the last page opens the account. */
  pages(values: Values, services: Services): readonly Page[];
  /**
   * Opens the account, and asks it something to see that it answers.
   *
   * @throws CartoError
   */
  open(values: Values, services: Services, signal: AbortSignal): Promise<Opened>;
}
