import { randomUUID } from 'node:crypto';
import type { ImportJob } from '../account.ts';
import { refused, response } from '../outcome.ts';
import type { Route } from '../room.ts';
import { gate, textIn } from './gate.ts';

const LIST = '/v3/imports';

/** The Imports API: jobs are accepted and, asked for again, done; nothing is read and nothing written. Source: CARTO, "Imports API". */
export const IMPORT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: LIST,
    handle: gate(
      'imports',
      (fields) => {
        const missing = ['connection', 'url'].find((name) => textIn(fields, name) === undefined);
        return missing === undefined
          ? { ok: true, connection: textIn(fields, 'connection') }
          : { ok: false, fault: `"${missing}" is missing. Send it in the body.` };
      },
      async ({ room, fields, connection }) => {
        const job: ImportJob = {
          jobId: randomUUID(),
          connection,
          url: textIn(fields, 'url') ?? '',
          created_at: room.now().toISOString(),
        };
        const outcome = await room.change(`POST ${LIST}`, (account) => ({
          status: 201,
          body: { ...job, status: 'pending' },
          next: { ...account, imports: [...account.imports, job] },
        }));
        return response(outcome);
      },
    ),
  },
  {
    method: 'GET',
    path: LIST,
    // How the list is wrapped is not documented [open].
    handle: gate(
      'imports',
      () => ({ ok: true }),
      ({ room }) => Response.json(room.account.imports.map(done)),
    ),
  },
  {
    method: 'GET',
    path: `${LIST}/:jobId`,
    handle: async (context, room) => {
      const job = room.account.imports.find(({ jobId }) => jobId === context.req.param('jobId'));
      const handle = gate(
        'imports',
        () => ({ ok: true, connection: job?.connection }),
        () =>
          response(
            job
              ? { status: 200, body: done(job) }
              : refused(404, 'There is no such import. POST /v3/imports answers the jobId.'),
          ),
      );
      return handle(context, room);
    },
  },
];

/** A job that is asked for: nothing takes long here. */
function done(job: ImportJob): object {
  return { ...job, status: 'success' };
}
