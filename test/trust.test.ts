import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWords } from '../scripts/lib/l10n.mts';

/** A setting as package.json has it. */
interface Setting {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly scope?: string;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Setting>>;
}

const { capabilities, contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const settings = Object.entries<Setting>(contributes.configuration.properties);

/** Scopes that a workspace's settings do not reach. */
const OUT_OF_REACH = ['machine', 'application'];

/** Globs: paths are compared with them, and nothing is read or run because of them. */
const GLOBS = ['cartotoken.developmentPaths'];

/** Whether nothing can be said by it but one of a few things: no address, no command, no path. */
function isHarmless({
  type,
  enum: choices,
  additionalProperties,
  properties = {},
}: Setting): boolean {
  if (type === 'object') {
    return additionalProperties === false && Object.values(properties).every(isHarmless);
  }
  return choices !== undefined || ['boolean', 'integer', 'number'].includes(String(type));
}

describe('a workspace that is not trusted', () => {
  it('works, with nothing that would have to wait for trust', () => {
    expect(capabilities.untrustedWorkspaces).toEqual({ supported: true });
  });

  it.each(settings)('%s, where a workspace can set it, sends nothing anywhere', (name, setting) => {
    const cannot = OUT_OF_REACH.includes(setting.scope ?? '') || GLOBS.includes(name);
    expect(cannot || isHarmless(setting)).toBe(true);
  });

  it('a text of any kind would not pass for harmless', () => {
    expect(isHarmless({ type: 'string' })).toBe(false);
    expect(isHarmless({ type: ['boolean', 'string'] })).toBe(false);
    expect(isHarmless({ type: 'object', properties: {} })).toBe(false);
    expect(
      isHarmless({
        type: 'object',
        additionalProperties: false,
        properties: { url: { type: 'string' } },
      }),
    ).toBe(false);
  });
});

describe('a virtual workspace', () => {
  it('is said to be limited, and how', () => {
    expect(capabilities.virtualWorkspaces).toEqual({
      supported: 'limited',
      description: '%virtual%',
    });
    const { virtual } = readWords('package.nls.json');
    expect(virtual).toMatch(/work\. .*not looked through.*\.$/);
  });
});
