/** When is asked again after a failure, unless the user wants it sooner, in milliseconds: not with each look at the window. */
export const SOON = 60_000;
