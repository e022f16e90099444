import { describe, expect, it } from 'vitest';
import { CartoError, FAILURE_KINDS, type FailureKind } from '../../core/carto/error.ts';
import type { Probe } from '../../core/carto/probes/probe.ts';
import { type Circumstances, verdictOf } from '../../core/carto/probes/verdict.ts';

const ASKED: Probe = { api: 'Maps API', method: 'GET', path: '/', isMeant: true };
const TOKEN: Circumstances = { isKey: false, referers: ['https://a.example/'] };
const failed = (kind: FailureKind, status?: number, ...reasons: string[]) =>
  new CartoError(kind, { host: 'carto.example.com', status, reasons });

describe('what an answer says about a credential', () => {
  it('carried out: it works', () => {
    expect(verdictOf(ASKED, undefined, TOKEN)).toEqual({ kind: 'works' });
  });

  const refused = ['signed-out', 'expired', 'forbidden', 'unauthorized-referer', 'quota-exceeded'];
  const unfulfilled = ['not-found', 'conflict', 'invalid'];
  it.each(FAILURE_KINDS)('%s', (kind) => {
    const verdict = verdictOf(ASKED, failed(kind), TOKEN);
    const expected = refused.includes(kind)
      ? 'refused'
      : unfulfilled.includes(kind)
        ? 'unfulfilled'
        : 'unknown';
    expect(verdict).toMatchObject({ kind: expected, reason: expect.stringMatching(/\.$/) });
  });

  it('says the referer that was sent and those that are allowed', () => {
    const failure = failed('unauthorized-referer', 403, 'Unauthorized referer');
    const from = { ...ASKED, referer: 'https://a.example/' };
    const listed = { ...TOKEN, referers: ['https://a.example', 'https://b.example/'] };
    expect(verdictOf(from, failure, listed)).toMatchObject({
      kind: 'refused',
      reason: 'Unauthorized referer',
      remedy: expect.stringContaining(
        'https://a.example/ was sent, as browsers do: with a slash at its end and without a path. ' +
          'Allowed are https://a.example and https://b.example/.',
      ),
    });
  });

  const REMEDIES: readonly (readonly [
    string,
    Partial<Probe>,
    CartoError,
    Circumstances,
    string,
  ])[] = [
    ['no referer', {}, failed('unauthorized-referer'), TOKEN, 'No referer was sent'],
    [
      'websites that are not known',
      {},
      failed('unauthorized-referer'),
      { isKey: false },
      'has not said which',
    ],
    [
      'a website that is listed',
      { referer: 'https://a.example/' },
      failed('unauthorized-referer'),
      TOKEN,
      'changed elsewhere',
    ],
    ['an end that has come', {}, failed('forbidden', 403, 'It expired.'), TOKEN, 'create another'],
    ['a deleted token', {}, failed('signed-out', 401), TOKEN, 'does not know the token'],
    ['a source', {}, failed('forbidden', 403), TOKEN, 'in full'],
    ['LDS', { api: 'LDS API' }, failed('forbidden', 403), TOKEN, 'Add lds'],
    ['imports', { api: 'Imports API' }, failed('forbidden', 403), TOKEN, 'imports alone'],
    ['a quota', {}, failed('quota-exceeded', 403), TOKEN, 'larger plan'],
    ['a key', {}, failed('forbidden', 403), { isKey: true }, 'malformed'],
    [
      'a key’s table',
      { source: 'public.stores' },
      failed('forbidden', 403),
      { isKey: true },
      'select from public.stores',
    ],
  ];
  it.each(REMEDIES)('knows a remedy for %s', (_, asked, failure, circumstances, remedy) => {
    expect(verdictOf({ ...ASKED, ...asked }, failure, circumstances)).toMatchObject({
      kind: 'refused',
      remedy: expect.stringContaining(remedy),
    });
  });
});
