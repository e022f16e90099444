/** To be imported before the modules whose patterns are to be noted. */
import { watchPatterns } from './built-patterns.ts';

watchPatterns();
