import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findIn } from '../core/credentials/find.ts';
import { RULES, rulePage } from '../core/inspect.ts';
import { isSynthetic } from './support/synthetic.ts';

/** The files of the checkout: those git tracks and those it would. */
const FILES = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file));
const PAGES = FILES.filter((file) => file.endsWith('.md') && !file.startsWith('test/fixtures/'));

describe('the documentation', () => {
  it('has one heading a rule, with its severity', () => {
    const page = readFileSync('docs/rules.md', 'utf8');
    const documented = Array.from(page.matchAll(/^## (\S+)\n\n(\w+)/gm), ([, rule, severity]) => ({
      rule,
      severity: severity?.toLowerCase(),
    }));
    const rules = RULES.map(({ id, severity }) => ({ rule: id, severity }));
    expect(documented).toEqual(rules);
  });

  it('is where diagnostics link to', () => {
    const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
    const home = repository.url.replace(/\.git$/, '');
    expect(rulePage('import-api-exclusive')).toBe(
      `${home}/blob/main/docs/rules.md#import-api-exclusive`,
    );
  });

  it.each(PAGES)('%s links only to what is there', (page) => {
    const links = readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g);
    const broken = Array.from(links, ([, link = '']) => path.join(path.dirname(page), link)).filter(
      (target) => !existsSync(target),
    );
    expect(broken).toEqual([]);
  });
});

describe('a path in the documentation for developers', () => {
  const pages = ['CONTRIBUTING.md', 'docs/architecture.md', 'docs/security.md', 'docs/testing.md'];
  const rooms = new Set(
    FILES.filter((file) => file.includes('/')).map((file) => file.split('/')[0]),
  );
  const built = /^(dist|out|node_modules|\.vscode-test)\//;
  const isThere = (named: string) => {
    const name = named.replace(/\/$/, '');
    // Within a room's paragraph paths are relative to the room.
    return FILES.some((file) => `/${file}/`.includes(`/${name}/`));
  };

  it.each(pages)('%s: exists', (page) => {
    const named = Array.from(
      readFileSync(page, 'utf8').matchAll(/`([\w@.-]+(?:\/[\w@.-]+)*\/?)`/g),
      ([, name = '']) => name,
    ).filter(
      (name) =>
        !built.test(name) &&
        (/\.m?[jt]s$/.test(name) || (name.includes('/') && rooms.has(name.split('/')[0]))),
    );
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

describe('the pictures', () => {
  it('are each shown somewhere', () => {
    const text = PAGES.map((page) => readFileSync(page, 'utf8')).join('\n');
    const pictures = FILES.filter((file) => file.startsWith('docs/images/'));
    expect(pictures.filter((picture) => !text.includes(path.basename(picture)))).toEqual([]);
    expect(pictures).not.toEqual([]);
  });
});

describe('the repository', () => {
  it('holds no credential but synthetic ones', () => {
    const real = FILES.filter((file) => {
      const findings = findIn(readFileSync(file, 'latin1'), file);
      return !findings.every((finding) => !('secret' in finding) || isSynthetic(finding.secret));
    });
    expect(FILES.length).toBeGreaterThan(50);
    expect(real).toEqual([]);
  });
});
