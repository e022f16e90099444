import assert from 'node:assert/strict';
import { type Page, runWizard, type Values } from '../../client/wizards/wizard.ts';
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
});
