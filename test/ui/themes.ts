const LIGHT = ['light', 'Default Light Modern'] as const;
const DARK = ['dark', 'Default Dark Modern'] as const;

/** What is there to be looked at is pictured in both. */
export const BOTH_THEMES = [LIGHT, DARK] as const;

/** A flow does the same in either: once is enough, unless CARTOTOKEN_TEST_THEMES is `all`. */
export const FLOW_THEMES = process.env['CARTOTOKEN_TEST_THEMES'] === 'all' ? BOTH_THEMES : [DARK];
