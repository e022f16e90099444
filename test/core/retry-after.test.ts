import { afterEach, expect, it, vi } from 'vitest';
import { parseRetryAfter } from '../../core/carto/http/retry-after.ts';

const NOW = Date.UTC(2030, 0, 1, 12, 0, 0);

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['0', 0],
  ['5', 5000],
  [' 120 ', 120_000],
  ['0005', 5000],
  ['9999999999', 9_999_999_999_000],
  ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ['Tue, 01 Jan 2030 12:00:30 GMT', 30_000],
  ['Tuesday, 01-Jan-30 12:00:30 GMT', 30_000],
  ['Tue Jan  1 12:00:30 2030', 30_000],
  ['Tue, 01 Jan 2030 11:59:30 GMT', 0],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('Retry-After: %s is %d ms', (value, milliseconds) => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(parseRetryAfter(value, NOW)).toBe(milliseconds);
});

it.each([null, '', '-5', '1.5', '1e3', '0x10', '5 seconds', 'soon', 'Retry 2099', 'Tue, never'])(
  'Retry-After: %s says nothing',
  (value) => {
    expect(parseRetryAfter(value, NOW)).toBeUndefined();
  },
);
