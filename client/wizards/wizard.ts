import type { AnyPage, Anything } from './input.ts';
import type { Page, Step, Values } from './page.ts';
import { showPage } from './show-page.ts';

export type { InputPage, ManyPage, Page, PickItem, PickPage, Step, Values } from './page.ts';

/** How a wizard is begun, where that is not at its first page. */
export interface Beginning<V extends object> {
  /** What was entered before. */
  readonly values?: V;
  readonly page?: (keyof V & string) | undefined;
  /** Said on the page that it begins with. */
  readonly says?: string | undefined;
}

/** How a wizard has ended, and what was entered until then. */
export interface Ending<V extends object> {
  /** `back` is from its first page to where it was come from. */
  readonly how: 'done' | 'back' | 'cancelled';
  readonly values: V;
}

/**
 * Asks page after page. Back goes to the page before, and every page shows again what was entered in it; pasting from
 * elsewhere does not close it.
 *
 * @param pages the pages that what was entered so far leads to; those that were shown must stay the same
 * @returns what was entered, or undefined where the user has cancelled
 */
export async function runWizard<V extends object = Values>(
  title: string,
  pages: (values: V) => readonly Page<V>[],
  beginning: Beginning<V> = {},
): Promise<V | undefined> {
  const { how, values } = await run(title, pages, beginning, false);
  return how === 'done' ? values : undefined;
}

/** Asks page after page in the midst of another wizard: Back on the first page leads there. */
export function runInnerWizard<V extends object = Values>(
  title: string,
  pages: (values: V) => readonly Page<V>[],
  beginning: Beginning<V> = {},
): Promise<Ending<V>> {
  return run(title, pages, beginning, true);
}

async function run<V extends object>(
  title: string,
  pagesOf: (values: V) => readonly Page<V>[],
  beginning: Beginning<V>,
  isInner: boolean,
): Promise<Ending<V>> {
  // Which value is of which type is known where pages are made; here they are all alike.
  const entered: Record<string, unknown> = { ...beginning.values };
  const values = entered as V;
  const pages = () => pagesOf(values) as unknown as readonly AnyPage[];
  let { says } = beginning;
  for (let at = Math.max(0, placeOf(beginning.page, pages())); ; ) {
    const all = pages();
    const page = all[at];
    if (!page) return { how: 'done', values: shownOnly(entered, all) as V };
    const hasBack = isInner || at > 0;
    const heading = { title, step: at + 1, totalSteps: all.length, hasBack, says };
    const outcome = await showPage(page, entered, heading);
    says = undefined;
    if (outcome === 'cancelled') return { how: 'cancelled', values };
    if (outcome === 'back') {
      if (at === 0) return { how: 'back', values };
      at -= 1;
    } else if ('value' in outcome) {
      at += 1;
    } else {
      const step: Step<Anything> = await outcome.leadsTo(entered);
      Object.assign(entered, step.values);
      says = step.says;
      if (step.to === 'cancelled') return { how: 'cancelled', values };
      if (step.to === 'next') at += 1;
      else if (step.to !== 'same') at = Math.max(0, placeOf(step.to.page, pages()));
    }
  }
}

function placeOf(id: string | undefined, pages: readonly AnyPage[]): number {
  return pages.findIndex((page) => page.id === id);
}

/** What was entered on pages that another choice has led away from is of no more use. */
function shownOnly(values: Anything, pages: readonly AnyPage[]): Anything {
  return Object.fromEntries(pages.map(({ id }) => [id, values[id]]));
}
