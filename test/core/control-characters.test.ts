import { describe, expect, it } from 'vitest';
import { visible, visibleJson, visibleLines } from '../../core/control-characters.ts';
import { code } from '../../core/markdown.ts';
import { shown } from '../../core/wording.ts';

const ALL = Array.from({ length: 0x11_00_00 }, (_, point) => String.fromCodePoint(point));
/** All of Unicode's that is not seen, or turns, ends or controls what is. */
const UNSEEN = ALL.filter((each) =>
  /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}/u.test(
    each,
  ),
);
const isUnseen = new Set(UNSEEN);
const SEEN = ALL.filter((each) => !isUnseen.has(each) && !/\p{Cn}/u.test(each));

function unseenIn(text: string): string[] {
  return [...text].filter((each) => isUnseen.has(each));
}

it('are all that there are', () => {
  for (const each of ['\0', '\x1b', '\x7f', '\x9b', '\u00ad', '\u061c', '\u200b', '\u200d']) {
    expect(UNSEEN).toContain(each);
  }
  for (const each of ['\u2028', '\u2029', '\u202e', '\u2066', '\ufeff', '\u{e0041}', '\ud800']) {
    expect(UNSEEN).toContain(each);
  }
  expect(UNSEEN.length).toBeGreaterThan(4000);
});

describe('on a terminal, in a message', () => {
  it.each([
    ['visible', visible],
    ['shown', shown],
    ['code of Markdown', code],
  ])('none of them is left: %s', (_, write) => {
    for (const each of UNSEEN) expect(unseenIn(write(`a${each}b`))).toEqual([]);
  });

  it('each is spelled out, so that it is seen that it was there', () => {
    expect(visible('a\x1b]8;;\x07\u202e\u{e0041}\ud800b\n')).toBe(
      'a\\u001b]8;;\\u0007\\u202e\\u{e0041}\\ud800b\\u000a',
    );
  });

  it('all else is as it is', () => {
    const text = SEEN.join('');
    expect(visible(text)).toBe(text);
  });
});

describe('in lines', () => {
  it('only their ends and tabs are left', () => {
    for (const each of UNSEEN) {
      const left = each === '\n' || each === '\t' ? [each] : [];
      expect(unseenIn(visibleLines(`a${each}b`))).toEqual(left);
    }
  });
});

describe('in JSON', () => {
  it('none is left, and it reads as the same', () => {
    const value = { [UNSEEN.join('')]: [UNSEEN.join(' ')] };
    const json = visibleJson(JSON.stringify(value, null, 2));
    expect(new Set(unseenIn(json))).toEqual(new Set(['\n']));
    expect(JSON.parse(json)).toEqual(value);
  });
});
