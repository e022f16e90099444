/** Something that can stand at a place. */
export interface Suggestion {
  /** The text that it is, or the name of the property. */
  readonly value: string;
  /** As the list shows it; the value, if left out. */
  readonly label?: string;
  readonly detail?: string;
  readonly documentation?: string;
  /** Why it does not go with the rest: such come last. */
  readonly problem?: string;
  /** What is put in, where it is more than the value. */
  readonly insert?: { readonly snippet: string; readonly text: string };
}
