/**
 * How requests leave: the host's own. In VS Code it is `globalThis.fetch`, which knows the user's proxy and
 * certificates; on the command line and in tests it is undici's.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
