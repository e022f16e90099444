import { browser } from './browser.ts';
import { engine } from './engine.ts';
import { machine } from './machine.ts';
import type { SignInMethod } from './method.ts';
import { pasted } from './pasted.ts';
import { sandbox } from './sandbox.ts';

/** Every way of signing in, in the order they are offered. */
export const METHODS: readonly SignInMethod[] = [browser, machine, pasted, engine, sandbox];
