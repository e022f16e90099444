import { appendFile, mkdir, mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEEDLES } from '../../core/credentials/prefilter.ts';
import { FileLooker } from '../../scan/file-looker.ts';
import { lineStarts, positionIn } from '../../scan/line-starts.ts';
import type { Looked } from '../../scan/looked.ts';
import { mayHoldFindings } from '../../scan/needles.ts';
import { scan } from '../../scan/scan.ts';
import { accessToken } from '../support/synthetic.ts';

const TOKEN = accessToken();
const MEGABYTE = 1024 * 1024;
const WORKER = path.resolve('dist/scan-worker.js');

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'cartotoken-scan-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** Where findings begin and end, as `line:character-line:character`. */
function places(looked: Looked): string[] {
  if (looked.kind !== 'text' || !looked.found) return [];
  const { look, lines } = looked.found;
  const shown = (offset: number) => {
    const { line, character } = positionIn(lines, offset);
    return `${line}:${character}`;
  };
  return look.findings.map(({ span }) => `${shown(span.start)}-${shown(span.end)}`);
}

describe('a file that is looked at', () => {
  it.each(NEEDLES)('is not passed over where it holds %s', (needle) => {
    expect(mayHoldFindings(Buffer.from(`some ${needle} more`))).toBe(true);
    expect(mayHoldFindings(Buffer.from(`some ${needle.slice(1)}`))).toBe(false);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeffä\n${TOKEN}`)],
    ['UTF-16, little-endian', Buffer.from(`\ufeffä\n${TOKEN}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\ufeffä\n${TOKEN}`, 'utf16le').swap16()],
    ['Latin-1', Buffer.from(`ä\n${TOKEN}`, 'latin1')],
  ])('is found in as %s', async (_, content) => {
    const file = await put('a.txt', content);
    const looked = new FileLooker(MEGABYTE).look({ path: file });
    expect(places(looked)).toEqual([`1:0-1:${TOKEN.length}`]);
  });

  it('is binary, gone, or no file', async () => {
    const looker = new FileLooker(MEGABYTE);
    const kind = (name: string) => looker.look({ path: path.join(folder, name) }).kind;
    await put('a.bin', Buffer.from(`\0${TOKEN}`));
    expect(['a.bin', 'gone', '.'].map(kind)).toEqual(['binary', 'gone', 'skipped']);
  });

  it('is not read again while it is as it was', async () => {
    const looker = new FileLooker(MEGABYTE);
    const file = await put('a.js', TOKEN);
    const first = looker.look({ path: file });
    expect(first.kind).toBe('text');
    const known = 'stamp' in first ? first.stamp : undefined;
    expect(looker.look({ path: file, known }).kind).toBe('unchanged');
    await appendFile(file, '\n');
    expect(looker.look({ path: file, known }).kind).toBe('text');
  });
});

describe('a file in pieces', () => {
  const lines = (count: number, text: string) => text.repeat(count);

  it.each([
    ['lines', 'const answer = compute(question); // ä\n'],
    ['lines of Windows', 'const answer = compute(question);\r\n'],
    ['one long line', 'äöü — 😀 '],
  ])('has each finding once, where it stands in the whole: %s', async (_, filler) => {
    // Some end exactly where a piece does, some stand across.
    const every = Math.floor((64 * 1024) / Buffer.byteLength(filler));
    const text = Array.from({ length: 100 }, () => `${lines(every, filler)}"${TOKEN}"`).join('');
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const mark = encoding === 'utf16le' ? '\ufeff' : '';
      const file = await put(`large-${encoding}.txt`, Buffer.from(mark + text, encoding));
      const whole = places(new FileLooker(Number.POSITIVE_INFINITY).look({ path: file }));
      expect(whole).toHaveLength(100);
      expect(places(new FileLooker(MEGABYTE).look({ path: file }))).toEqual(whole);
    }
  });

  it('is found in wherever a token stands about the end of a piece', async () => {
    for (let before = MEGABYTE - 200; before < MEGABYTE + 60; before += 20) {
      const file = await put(
        'large.txt',
        `${'x\n'.repeat(before / 2)}"${TOKEN}"\n${'y'.repeat(900)}`,
      );
      const looked = new FileLooker(1000).look({ path: file });
      expect(places(looked)).toEqual([`${before / 2}:1-${before / 2}:${TOKEN.length + 1}`]);
    }
  });

  it('is seen whole where it is a declaration', async () => {
    const file = await put('a.cartotoken.json', `{${' '.repeat(3000)}}`);
    expect(new FileLooker(1000).look({ path: file }).kind).toBe('declaration');
  });
});

describe('places in a text that is not at hand', () => {
  it('are those of the text', () => {
    const text = 'a\nbc\r\nd\r\r\ne';
    const offsets = [0, 2, 3, 6, 8, 10, text.length];
    const found = lineStarts(text, offsets);
    expect(offsets.map((offset) => positionIn(found, offset))).toEqual([
      { line: 0, character: 0 },
      { line: 1, character: 0 },
      { line: 1, character: 1 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
      { line: 4, character: 0 },
      { line: 4, character: 1 },
    ]);
  });
});

describe('looking through folders', () => {
  async function looked(worker?: string): Promise<Map<string, Looked>> {
    const all = new Map<string, Looked>();
    await scan([folder], (some) => some.forEach((each) => void all.set(each.path, each)), {
      worker,
    });
    return all;
  }

  it('finds the same in this thread and in others', async () => {
    for (let index = 0; index < 2500; index += 1) {
      await put(`${index % 50}/${index}.js`, index % 100 === 0 ? `\n${TOKEN}` : '//');
    }
    const [here, there] = [await looked(), await looked(WORKER)];
    expect(here.size).toBe(2500);
    expect([...here.values()].flatMap(places)).toHaveLength(25);
    expect(new Map([...there].sort())).toEqual(new Map([...here].sort()));
  });

  it('looks at no more of a file than there was when it was opened', async () => {
    const file = await put('growing.log', `${'x'.repeat(99)}\n`.repeat(30_000));
    const handle = await open(file, 'a');
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await handle.write(`${'y'.repeat(99)}\n`.repeat(100));
    })();
    try {
      for (let turn = 0; turn < 5; turn += 1) expect((await looked(WORKER)).size).toBe(1);
    } finally {
      isOver = true;
      await writing;
      await handle.close();
    }
  });
});
