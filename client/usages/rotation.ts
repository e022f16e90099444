import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { CredentialNode } from '../tokens/node.ts';

/** What a rotation consists of, in this order. */
export const STEPS = ['create', 'replace', 'check', 'delete'] as const;
export type Step = (typeof STEPS)[number];

/** A rotation that is under way: what is to be known to go on with it in another session. No secret. */
export interface Rotation {
  /** The account's id. */
  readonly account: string;
  readonly old: Pick<Credential, 'id' | 'name' | 'fingerprint'>;
  /** The new token. */
  readonly next: {
    readonly name: string;
    /** ISO 8601; left out where it never does. */
    readonly expires?: string;
    /** Whether CARTO was asked to create it. Without an id it is not known what came of that. */
    readonly isAskedFor?: boolean;
    readonly id?: string;
  };
  /** What is to be done next. */
  readonly step: Step;
}

/** What each step is called when it is done, and while it is not. */
const WORDS: Readonly<Record<Step, Record<'done' | 'undone', (of: Rotation) => string>>> = {
  create: {
    done: ({ next }) => vscode.l10n.t('{0} was created', next.name),
    undone: ({ next }) => vscode.l10n.t('create {0}', next.name),
  },
  replace: {
    done: ({ old }) => vscode.l10n.t('{0} was replaced in this workspace', old.name),
    undone: ({ old }) => vscode.l10n.t('replace {0} in this workspace', old.name),
  },
  check: {
    done: ({ next }) => vscode.l10n.t('{0} was checked', next.name),
    undone: ({ next }) => vscode.l10n.t('check {0}', next.name),
  },
  delete: {
    done: ({ old }) => vscode.l10n.t('{0} was deleted', old.name),
    undone: ({ old }) => vscode.l10n.t('delete {0}', old.name),
  },
};

/** What of a rotation is done and what is not, in two sentences. */
export function describeRotation(rotation: Rotation): string {
  const at = STEPS.indexOf(rotation.step);
  const done = STEPS.slice(0, at).map((step) => WORDS[step].done(rotation));
  const undone = STEPS.slice(at).map((step) => WORDS[step].undone(rotation));
  return [
    done.length > 0 && vscode.l10n.t('Done: {0}.', done.join(', ')),
    vscode.l10n.t('Still to do: {0}.', undone.join(', ')),
  ]
    .filter(Boolean)
    .join(' ');
}

const KEY = 'cartotoken.rotations';

/** The rotations that are under way in this workspace. */
export class Rotations {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The one that a token takes part in, as the old or as the new. */
  of({ account, credential }: CredentialNode): Rotation | undefined {
    return this.#all().find(
      ({ account: id, old, next }) =>
        id === account.id && (old.id === credential.id || next.id === credential.id),
    );
  }

  /** How far a rotation is now; undefined where it is finished. */
  latest({ account, old }: Rotation): Rotation | undefined {
    return this.#all().find((each) => each.account === account && each.old.id === old.id);
  }

  /** Takes note of how far a rotation is. */
  async keep(rotation: Rotation): Promise<void> {
    await this.#state.update(KEY, [...this.#othersThan(rotation), rotation]);
  }

  async forget(rotation: Rotation): Promise<void> {
    await this.#state.update(KEY, this.#othersThan(rotation));
  }

  #othersThan({ account, old }: Rotation): Rotation[] {
    return this.#all().filter((each) => each.account !== account || each.old.id !== old.id);
  }

  /** What an older version has kept, or nobody can read, is not there. */
  #all(): Rotation[] {
    const kept = this.#state.get<unknown>(KEY, []);
    return Array.isArray(kept) ? kept.filter(isRotation) : [];
  }
}

function isRotation(kept: unknown): kept is Rotation {
  const { account, old, next, step } = asRecord(kept) ?? {};
  return (
    typeof account === 'string' &&
    typeof asRecord(old)?.['id'] === 'string' &&
    typeof asRecord(next)?.['name'] === 'string' &&
    STEPS.some((each) => each === step)
  );
}
