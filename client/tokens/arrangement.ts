import * as vscode from 'vscode';
import { type Arrangement, ORDERS, PLAIN } from '../../core/carto/arrange.ts';
import { redact } from '../../core/credentials/redact.ts';
import { asRecord } from '../../core/json/record.ts';

const KEY = 'tokens.arrangement';

/** How the user looks at the tokens of this workspace. It is kept for the next time. */
export class ArrangementStore implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #change = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#change.event;
  #current: Arrangement;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#current = read(state.get(KEY));
  }

  get current(): Arrangement {
    return this.#current;
  }

  async change(change: Partial<Arrangement>): Promise<void> {
    this.#current = { ...this.#current, ...change };
    this.#change.fire();
    await this.#state.update(KEY, kept(this.#current));
  }

  dispose(): void {
    this.#change.dispose();
  }
}

/** What is kept: no token that somebody looks for by itself. */
function kept(current: Arrangement): Arrangement {
  const { filter } = current;
  return redact(filter) === filter ? current : { ...current, filter: PLAIN.filter };
}

/** Another version may have kept something else. */
function read(stored: unknown): Arrangement {
  const { filter, order, isGrouped } = asRecord(stored) ?? {};
  return {
    filter: typeof filter === 'string' ? filter : PLAIN.filter,
    order: ORDERS.find((each) => each === order) ?? PLAIN.order,
    isGrouped: isGrouped === true,
  };
}
