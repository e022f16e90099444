import assert from 'node:assert/strict';
import { type Page, runInnerWizard, runWizard, type Values } from '../../client/wizards/wizard.ts';
import { answering, type Inputs } from './inputs.ts';
import { eventually } from './support.ts';

const NAME: Page = { kind: 'input', id: 'name', prompt: 'Name?' };
const COLOUR: Page = {
  kind: 'pick',
  id: 'colour',
  placeholder: 'Colour?',
  items: [
    { value: 'red', label: 'Red' },
    { value: 'other', label: 'Other…' },
  ],
};
const OTHER: Page = { kind: 'input', id: 'other', prompt: 'Which?' };

const pages = ({ colour }: Values): Page[] => [
  COLOUR,
  ...(colour === 'other' ? [OTHER] : []),
  NAME,
];

function ask(person: (inputs: Inputs) => Promise<void>, asked: (values: Values) => Page[] = pages) {
  return answering(() => runWizard('Test', asked), person);
}

describe('a wizard', () => {
  it('asks page after page, and returns what was entered', async () => {
    const values = await ask(async (inputs) => {
      await inputs.pick('Colour?', 'Other');
      const other = await inputs.asks('Which?');
      assert.deepEqual([other.title, other.step, other.totalSteps], ['Test', 2, 3]);
      assert.ok(other.ignoreFocusOut);
      await inputs.answer('Which?', 'teal');
      await inputs.answer('Name?', ' A name ');
    });
    assert.deepEqual(values, { colour: 'other', other: 'teal', name: 'A name' });
  });

  it('goes back with every value kept, and forgets what another choice leads away from', async () => {
    const values = await ask(async (inputs) => {
      await inputs.pick('Colour?', 'Other');
      await inputs.answer('Which?', 'teal');
      (await inputs.asks('Name?')).back();
      const other = await inputs.asks('Which?');
      assert.equal(other.value, 'teal');
      other.back();
      const colour = await inputs.asks('Colour?');
      assert.deepEqual(
        colour.activeItems.map(({ label }) => label),
        ['Other…'],
      );
      assert.equal(colour.buttons.length, 0);
      await inputs.pick('Colour?', 'Red');
      await inputs.answer('Name?', 'x');
    });
    assert.deepEqual(values, { colour: 'red', name: 'x' });
  });

  it('keeps what was typed and not accepted yet where it is gone back from', async () => {
    await ask(async (inputs) => {
      await inputs.pick('Colour?', 'Red');
      const name = await inputs.asks('Name?');
      name.type('half a na');
      name.back();
      await inputs.pick('Colour?', 'Red');
      assert.equal((await inputs.asks('Name?')).value, 'half a na');
      await inputs.answer('Name?', 'x');
    });
  });

  for (const prompt of ['Colour?', 'Which?', 'Name?']) {
    it(`returns nothing where it is cancelled at ${prompt}`, async () => {
      const values = await ask(async (inputs) => {
        if (prompt !== 'Colour?') await inputs.pick('Colour?', 'Other');
        if (prompt === 'Name?') await inputs.answer('Which?', 'teal');
        await inputs.cancel(prompt);
      });
      assert.equal(values, undefined);
    });
  }

  it('does not go on with what will not do, and says why as long as it is so', async () => {
    const validate = (value: string) => (value.length < 3 ? 'Too short.' : undefined);
    await ask(
      async (inputs) => {
        const name = await inputs.asks('Name?');
        name.type('a');
        assert.equal(name.validationMessage, undefined, 'judged while it is typed');
        name.accept();
        assert.equal(name.validationMessage, 'Too short.');
        name.type('abc');
        assert.equal(name.validationMessage, undefined);
        name.accept();
      },
      () => [{ ...NAME, validate }],
    );
  });

  it('checks with all the time it needs, keeps what was typed, and goes on when it will do', async () => {
    let answer: (refusal: string | undefined) => void = () => {};
    let checks = 0;
    const check = () => {
      checks += 1;
      return new Promise<string | undefined>((resolve) => {
        answer = resolve;
      });
    };
    await ask(
      async (inputs) => {
        const name = await inputs.asks('Name?');
        name.type('abc');
        name.accept();
        name.accept();
        assert.ok(name.busy);
        answer('No.');
        await eventually(
          'refused',
          () => name.validationMessage,
          (said) => said === 'No.',
        );
        assert.equal(name.value, 'abc');
        assert.ok(!name.busy);
        name.accept();
        answer(undefined);
      },
      () => [{ ...NAME, check }],
    );
    assert.equal(checks, 2);
  });

  it('aborts a check that is left, by cancelling or going back', async () => {
    const signals: AbortSignal[] = [];
    const check = (_: Values, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<undefined>(() => {});
    };
    await ask(
      async (inputs) => {
        await inputs.pick('Colour?', 'Red');
        const name = await inputs.asks('Name?');
        name.accept();
        name.back();
        await inputs.pick('Colour?', 'Red');
        (await inputs.asks('Name?')).accept();
        await inputs.cancel('Name?');
      },
      () => [COLOUR, { ...NAME, check }],
    );
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
  });

  it('takes what comes from elsewhere for what is typed', async () => {
    const values = await ask(
      async () => {},
      () => [{ ...NAME, elsewhere: async () => 'from elsewhere' }],
    );
    assert.deepEqual(values, { name: 'from elsewhere' });
  });

  it('fails where a check fails, and leaves nothing open', async () => {
    const check = async () => {
      throw new Error('a bug');
    };
    await assert.rejects(
      ask(
        (inputs) => inputs.answer('Name?', 'x'),
        () => [{ ...NAME, check }],
      ),
      /a bug/,
    );
  });

  it('takes back what another choice excludes, says why, and asks again where nothing is chosen', async () => {
    const why = 'Fire and ice do not go together.';
    const page: Page<{ elements?: readonly string[] }> = {
      kind: 'many',
      id: 'elements',
      placeholder: 'Which?',
      none: 'Choose one.',
      items: [
        { value: 'fire', label: 'Fire', excludes: { values: ['ice'], why } },
        { value: 'ice', label: 'Ice', excludes: { values: ['fire'], why } },
        { value: 'air', label: 'Air' },
      ],
    };
    const values = await answering(
      () => runWizard<{ elements?: readonly string[] }>('Test', () => [page]),
      async (inputs) => {
        const input = await inputs.asks('Which?');
        input.accept();
        assert.equal(input.says, 'Choose one.');
        input.toggle('Air');
        input.toggle('Fire');
        input.toggle('Ice');
        assert.deepEqual(input.ticked, ['Air', 'Ice']);
        assert.equal(input.says, why);
        input.toggle('Fire');
        assert.deepEqual(input.ticked, ['Air', 'Fire']);
        input.accept();
      },
    );
    assert.deepEqual(values, { elements: ['fire', 'air'] });
  });

  it('says why what is not to be had is not, and stays', async () => {
    const page: Page = {
      kind: 'pick',
      id: 'colour',
      placeholder: 'Colour?',
      items: [
        { value: 'red', label: 'Red' },
        { label: 'Blue', refusal: 'There is no blue left.' },
      ],
    };
    const values = await ask(
      async (inputs) => {
        await inputs.pick('Colour?', 'Blue');
        await inputs.refused('no blue left');
        await inputs.pick('Colour?', 'Red');
      },
      () => [page],
    );
    assert.deepEqual(values, { colour: 'red' });
  });

  it('offers another text once, and takes the first one where that is meant', async () => {
    const advise = (value: string) =>
      value === 'colour' ? { says: 'They write it so.', instead: 'color' } : undefined;
    for (const meant of ['color', 'colour']) {
      const values = await ask(
        async (inputs) => {
          const name = await inputs.asks('Name?');
          name.type('colour');
          name.accept();
          assert.deepEqual([name.value, name.says], ['color', 'They write it so.']);
          name.type(meant);
          name.accept();
        },
        () => [{ ...NAME, advise }],
      );
      assert.deepEqual(values, { name: meant });
    }
  });

  it('goes through another wizard in its midst, which Back leaves and cancelling cancels', async () => {
    const inner = (values: Values) => runInnerWizard('Inner', () => [NAME], { values });
    const outer = (values: Values): Page[] => [
      {
        kind: 'pick',
        id: 'colour',
        placeholder: 'Colour?',
        items: [
          {
            label: 'Name',
            async leadsTo() {
              const { how, values: entered } = await inner(values);
              return { to: how === 'cancelled' ? how : 'same', values: entered };
            },
          },
          { value: 'red', label: 'Red' },
        ],
      },
      ...(values['name'] ? [NAME] : []),
    ];
    const named = await ask(async (inputs) => {
      await inputs.pick('Colour?', 'Name');
      (await inputs.asks('Name?')).back();
      await inputs.pick('Colour?', 'Name');
      await inputs.answer('Name?', 'A');
      await inputs.pick('Colour?', 'Red');
      assert.equal((await inputs.asks('Name?')).value, 'A');
      await inputs.answer('Name?');
    }, outer);
    assert.deepEqual(named, { colour: 'red', name: 'A' });
    const cancelled = await ask(async (inputs) => {
      await inputs.pick('Colour?', 'Name');
      await inputs.cancel('Name?');
    }, outer);
    assert.equal(cancelled, undefined);
  });

  it('begins at the page that something is to be said of', async () => {
    const values = { colour: 'red', name: 'A' };
    const again = await answering(
      () => runWizard('Test', pages, { values, page: 'name', says: 'It is taken.' }),
      async (inputs) => {
        const name = await inputs.asks('Name?');
        assert.deepEqual([name.value, name.says, name.step], ['A', 'It is taken.', 2]);
        await inputs.answer('Name?', 'B');
      },
    );
    assert.deepEqual(again, { colour: 'red', name: 'B' });
  });
});
