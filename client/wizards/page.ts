import type * as vscode from 'vscode';

/** What was entered so far, by page. Pages that were not shown have nothing. */
export type Values = Readonly<Record<string, string | undefined>>;

/** One page of a wizard. Its id is what its value is called among the wizard's values. */
export type Page<V extends object = Values> = InputPage<V> | PickPage<V> | ManyPage<V>;

interface CommonPage {
  /** What is to be said of it from the beginning. */
  readonly prompt?: string;
  /**
   * What is opened beside it, to be worked in while the page stays.
   *
   * @param signal aborted when the page is left
   * @throws why it cannot be opened, which is said
   */
  readonly beside?: (signal: AbortSignal) => Promise<void>;
}

/** A text is typed. */
export interface InputPage<V extends object = Values> extends CommonPage {
  readonly kind: 'input';
  readonly id: IdOf<V, string>;
  /** What it is to begin with. */
  readonly value?: string | undefined;
  /** What is to be typed, below the input. */
  readonly prompt: string;
  readonly placeholder?: string;
  /** Whether nobody may read it over the user's shoulder. */
  readonly isSecret?: boolean;
  /** Says at once why it will not do. */
  readonly validate?: (value: string) => string | undefined;
  /** Says what speaks against it. Said once: who then accepts the same again means it. */
  readonly advise?: (value: string) => Advice | undefined;
  /** What may come from elsewhere while the page is shown, and then is as if it had been typed. */
  readonly elsewhere?: (signal: AbortSignal) => Promise<string>;
  /**
   * Looks at what was entered with all the time it needs.
   *
   * @param signal aborted when the user cancels or goes back
   * @returns why it will not do, as a sentence or two; undefined where it will
   */
  readonly check?: (values: V, signal: AbortSignal) => Promise<string | undefined>;
}

/** What speaks against a text, and the text that is offered in its place. */
export interface Advice {
  readonly says: string;
  readonly instead?: string | undefined;
}

/** One of several is chosen. */
export type PickPage<V extends object = Values> = {
  [K in keyof V & string]-?: OnePage<V, K>;
}[keyof V & string];

interface OnePage<V extends object, K extends keyof V & string> extends CommonPage {
  readonly kind: 'pick';
  readonly id: K;
  readonly value?: V[K] | undefined;
  readonly placeholder: string;
  readonly items: readonly PickItem<NonNullable<V[K]>, V>[];
  /** More of them, which stand before the others as soon as they are known. @throws why they are not, which is said */
  readonly load?: (signal: AbortSignal) => Promise<readonly PickItem<NonNullable<V[K]>, V>[]>;
}

/** What can be chosen; one that has none of this is only shown. */
export interface PickItem<T = string, V extends object = Values> extends vscode.QuickPickItem {
  /** What choosing it enters. */
  readonly value?: T;
  /** Why it cannot be chosen: quick picks disable nothing. */
  readonly refusal?: string | undefined;
  /** What choosing it does, in place of entering a value. */
  readonly leadsTo?: (values: V) => Step<V> | Promise<Step<V>>;
}

/** Where it goes on from a page, and with what. */
export interface Step<V extends object = Values> {
  readonly to: 'next' | 'same' | 'cancelled' | { readonly page: keyof V & string };
  /** What is another value now. */
  readonly values?: Partial<V>;
  /** Said on the page that it leads to. */
  readonly says?: string | undefined;
}

/** Any number of several are chosen. */
export type ManyPage<V extends object = Values> = {
  [K in keyof V & string]-?: NonNullable<V[K]> extends readonly (infer T)[]
    ? SomePage<K, T>
    : never;
}[keyof V & string];

interface SomePage<K extends string, T> extends CommonPage {
  readonly kind: 'many';
  readonly id: K;
  readonly value?: readonly T[] | undefined;
  readonly placeholder: string;
  readonly items: readonly ManyItem<T>[];
  /** Said where none is chosen, if one has to be. */
  readonly none?: string;
}

export interface ManyItem<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** What goes when it is chosen, and why. */
  readonly excludes?: { readonly values: readonly T[]; readonly why: string };
}

/** The values that can hold a text, or whatever else. */
type IdOf<V extends object, T> = {
  [K in keyof V & string]-?: T extends V[K] ? K : never;
}[keyof V & string];
