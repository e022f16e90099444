import { envLine } from '../../dotenv.ts';
import type { Line } from './snippet.ts';

/** The line of an `.env` file. */
export const environmentLine: Line = {
  id: 'env-line',
  name: '.env',
  write: ({ variable }, value) => envLine(variable, value),
};
