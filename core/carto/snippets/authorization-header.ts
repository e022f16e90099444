import { basic, bearer } from '../authorization.ts';
import type { Line } from './snippet.ts';

/** The header of a request, for whatever tool can be given one. */
export const authorizationHeader: Line = {
  id: 'authorization-header',
  name: 'Authorization: …',
  write(subject, value) {
    const { header } = subject.kind === 'token' ? bearer(value) : basic(subject.username, value);
    return `Authorization: ${header}`;
  },
};
