import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** How the time of a pattern may grow with the text that it fails on: what is not linear backtracks over the same characters again. */
export type Growth =
  | { readonly kind: 'linear' }
  /** @param loops what of the pattern takes the same characters, as it is written */
  | { readonly kind: 'polynomial' | 'exponential'; readonly loops: readonly string[] };

/** How many steps are taken to decide on one pattern. */
const MOST_STEPS = 20_000_000;

/**
 * How the time of a regular expression grows at worst, tried at each place of a text as `exec` does without the flag `y`.
 *
 * Its characters are the states of a Glushkov automaton, which has as many ways through a text as a backtracking engine tries. They
 * are exponentially many where a loop can take a text in two ways, and polynomially many where two loops, one behind the other, can
 * take the same text: Weber and Seidl, "On the degree of ambiguity of finite automata". To start anywhere is the first of all loops.
 * Repetitions with an end of their own are taken for two at most: they make a pattern slower, but not ever slower. What looks around is read
 * as if it failed. Both err towards growth that is not there, but for references back, which are taken for nothing.
 *
 * @throws where that would take too long
 */
export function growthOf(source: string, flags: string): Growth {
  const automaton = new Builder(source, flags).build();
  return new Analysis(automaton, flags.includes('g')).growth();
}

/** A set of the atoms of the alphabet, by their numbers. */
type Atoms = readonly number[];

interface State {
  /** What it takes. */
  readonly atoms: Atoms;
  /** The states behind it, one as often as there are ways to it. */
  readonly next: number[];
  /** Whether the whole pattern matches behind it, whatever stands there. */
  accepts: boolean;
  /** What it is in the pattern, for the message. */
  readonly written: string;
  /** What has to stand behind it, where that says nothing of what comes later. */
  readonly needs?: Atoms | undefined;
}

interface Automaton {
  /** The first is that a match may begin anywhere, where it may. */
  readonly states: readonly State[];
}

/** What a place in the pattern begins and ends with. */
interface Piece {
  readonly first: readonly Entry[];
  readonly last: readonly Exit[];
  /** The ways through it that take nothing. */
  readonly empty: readonly {
    readonly isSure: boolean;
    readonly atStart: boolean;
    readonly atEnd?: boolean;
  }[];
}

interface Entry {
  readonly state: number;
  /** Whether only at the very beginning of a text. */
  readonly atStart: boolean;
}

interface Exit {
  readonly state: number;
  /** Whether nothing is asked of what stands behind it. */
  readonly isSure: boolean;
  /** Whether nothing stands behind it. */
  readonly atEnd?: boolean;
}

const NOTHING: Piece = { first: [], last: [], empty: [{ isSure: true, atStart: false }] };
/** Something that takes nothing, and may fail. */
const ASSERTION: Piece = { first: [], last: [], empty: [{ isSure: false, atStart: false }] };

/** One of each kind of character that patterns may tell apart; with those that the pattern itself names. */
const SAMPLES = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...['\u0085', '\u00a0', 'é', 'É', 'ß', 'ſ', 'K', 'ı', 'ж', '中', 'ª', '٣', '\u0301', '\u200b'],
  ...['\u2028', '\u2029', '\u202e', '\ufeff', '\ufffd', '€', '—', '😀', '𝒳', '\ud800'],
];

/** The state in which the beginning of a match is looked for, the first there is. */
const SEARCH = 0;

class Builder {
  readonly #pattern: AST.Pattern;
  readonly #flags: string;
  readonly #isSticky: boolean;
  readonly #alphabet: readonly string[];
  readonly #states: State[] = [];
  readonly #atomsOf = new Map<string, Atoms>();
  /** The same for each of the alphabet that no set tells apart. */
  #atoms: readonly string[] = [];

  constructor(source: string, flags: string) {
    const unicode = flags.includes('u') || flags.includes('v');
    this.#pattern = new RegExpParser().parsePattern(source, 0, source.length, {
      unicode: unicode && !flags.includes('v'),
      unicodeSets: flags.includes('v'),
    });
    this.#isSticky = flags.includes('y');
    this.#flags = flags.replace(/[gyd]/g, '');
    this.#alphabet = [...new Set([...SAMPLES, ...source])];
  }

  build(): Automaton {
    this.#atoms = this.#partition();
    const isSearched = !this.#isSticky;
    const everything = this.#atoms.map((_, index) => index);
    if (isSearched) this.#state(everything, '(the beginning of a match)');
    else this.#state([], '');
    const whole = this.#alternatives(this.#pattern.alternatives, true);
    for (const { state, isSure } of whole.last) {
      const ends = this.#states[state];
      if (ends && isSure) ends.accepts = true;
    }
    const start = this.#states[SEARCH] as State;
    // Where a match begins at the first character alone, nothing is in front of it that could be taken again.
    const entries = whole.first.filter(({ atStart }) => isSearched && !atStart);
    start.next.push(...entries.map(({ state }) => state));
    if (isSearched) start.next.push(SEARCH);
    return { states: this.#states };
  }

  #state(atoms: Atoms, written: string, needs?: Atoms): number {
    return this.#states.push({ atoms, next: [], accepts: false, written, needs }) - 1;
  }

  /** Goes from a state to those that begin a piece. */
  #lead(from: number, to: readonly Entry[]): void {
    const { next, needs } = this.#states[from] as State;
    for (const { state } of to) {
      const { atoms = [] } = this.#states[state] ?? {};
      if (!needs || atoms.some((atom) => needs.includes(atom))) next.push(state);
    }
  }

  #alternatives(all: readonly AST.Alternative[], leads: boolean): Piece {
    const pieces = all.map(({ elements }) => this.#sequence(elements, leads));
    return {
      first: pieces.flatMap(({ first }) => first),
      last: pieces.flatMap(({ last }) => last),
      empty: pieces.flatMap(({ empty }) => empty),
    };
  }

  #sequence(elements: readonly AST.Element[], leads: boolean): Piece {
    let whole = NOTHING;
    let isFirst = leads;
    for (const [index, element] of elements.entries()) {
      const piece = this.#element(element, isFirst);
      whole = this.#joined(
        whole,
        this.#alwaysMatches(elements[index - 1], element) ? optional(piece) : piece,
      );
      if (element.type !== 'Assertion') isFirst = false;
    }
    return whole;
  }

  /** Whether an element behind another is found in any text: everything comes before it, and the end of the text is one of its alternatives. */
  #alwaysMatches(before: AST.Element | undefined, element: AST.Element): boolean {
    return (
      before?.type === 'Quantifier' &&
      before.max === Number.POSITIVE_INFINITY &&
      this.#isAnything(before.element) &&
      (element.type === 'Group' || element.type === 'CapturingGroup') &&
      element.alternatives.some(({ elements }) => this.#isEndOfText(elements))
    );
  }

  #isAnything({ type, raw }: AST.Element): boolean {
    const isSet = type === 'CharacterClass' || type === 'CharacterSet';
    return isSet && this.#atomsIn(raw).length === this.#atomsIn('[\\s\\S]').length;
  }

  /** `$`, or `$(?![\s\S])` where `$` is the end of a line, too. */
  #isEndOfText([end, behind]: readonly AST.Element[]): boolean {
    if (end?.type !== 'Assertion' || end.kind !== 'end') return false;
    if (behind === undefined) return !this.#flags.includes('m');
    if (behind.type !== 'Assertion' || behind.kind !== 'lookahead' || !behind.negate) return false;
    const single = singleOf(behind);
    return single !== undefined && this.#isAnything(single);
  }

  #joined(a: Piece, b: Piece): Piece {
    for (const { state, atEnd } of a.last) if (!atEnd) this.#lead(state, b.first);
    return {
      first: [
        ...a.first,
        ...distinct(a.empty.map(({ atStart }) => atStart)).flatMap((atStart) =>
          b.first.map((to) => ({ state: to.state, atStart: to.atStart || atStart })),
        ),
      ],
      last: [
        ...b.last,
        ...b.empty.flatMap(({ isSure, atEnd = false }) =>
          a.last.map((from) => ({
            state: from.state,
            isSure: from.isSure && isSure,
            atEnd: from.atEnd || atEnd,
          })),
        ),
      ],
      empty:
        a.empty.length && b.empty.length
          ? [
              {
                isSure: [a, b].every(({ empty }) => empty.some(({ isSure }) => isSure)),
                atStart: [a, b].some(({ empty }) => empty.every(({ atStart }) => atStart)),
                atEnd: [a, b].some(({ empty }) => empty.every(({ atEnd }) => atEnd)),
              },
            ]
          : [],
    };
  }

  #element(element: AST.Element, leads: boolean): Piece {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives, leads);
      case 'Quantifier':
        return this.#repeated(element, leads);
      case 'Assertion':
        return this.#assertion(element, leads);
      case 'Backreference':
        return ASSERTION;
      default:
        return this.#taking(this.#atomsIn(element.raw), writtenOf(element));
    }
  }

  #taking(atoms: Atoms, written: string, needs?: Atoms): Piece {
    const state = this.#state(atoms, written, needs);
    return { first: [{ state, atStart: false }], last: [{ state, isSure: true }], empty: [] };
  }

  #repeated({ min, max, element }: AST.Quantifier, leads: boolean): Piece {
    let whole = NOTHING;
    // In a loop, what stands in front of the second time is the first.
    const mayLead = leads && max !== Number.POSITIVE_INFINITY;
    const once = (isFirst: boolean) => this.#element(element, mayLead && isFirst);
    const needed = Math.min(min, 2);
    for (let index = 0; index < needed; index += 1) {
      const isLast = index === needed - 1;
      const piece = once(index === 0);
      // `a+`: the last goes on.
      whole = this.#joined(
        whole,
        isLast && max === Number.POSITIVE_INFINITY ? this.#looped(piece) : piece,
      );
    }
    if (max === Number.POSITIVE_INFINITY) {
      return needed > 0 ? whole : optional(this.#looped(once(true)));
    }
    // `a{0,2}` as `(?:a(?:a)?)?`, so that there is one way through it for each text.
    let more: Piece | undefined;
    for (let left = Math.min(max - min, needed > 0 ? 1 : 2); left > 0; left -= 1) {
      const isFirst = needed === 0 && left === 1;
      more = optional(more ? this.#joined(once(isFirst), more) : once(isFirst));
    }
    if (more) whole = this.#joined(whole, more);
    return whole;
  }

  /** What goes on with itself. What takes nothing is not repeated: the language says so. */
  #looped(piece: Piece): Piece {
    for (const { state, atEnd } of piece.last) if (!atEnd) this.#lead(state, piece.first);
    return piece;
  }

  #assertion(assertion: AST.Assertion, leads: boolean): Piece {
    if (assertion.kind === 'start') {
      if (!this.#flags.includes('m')) {
        return { ...ASSERTION, empty: [{ isSure: false, atStart: true }] };
      }
      return leads ? this.#behind('[\\n\\r\\u2028\\u2029]', assertion.raw) : ASSERTION;
    }
    if (assertion.kind === 'end') {
      return this.#flags.includes('m')
        ? ASSERTION
        : { ...ASSERTION, empty: [{ isSure: false, atStart: false, atEnd: true }] };
    }
    if (assertion.kind === 'word') {
      if (!leads || assertion.negate) return ASSERTION;
      const behind = [
        this.#behind('\\W', assertion.raw, '\\w'),
        this.#behind('\\w', assertion.raw, '\\W'),
      ];
      return {
        first: behind.flatMap(({ first }) => first),
        last: behind.flatMap(({ last }) => last),
        empty: behind.flatMap(({ empty }) => empty),
      };
    }
    const single = singleOf(assertion);
    if (leads && single && assertion.kind === 'lookbehind') {
      return this.#taken(
        assertion.negate ? this.#allBut(single.raw) : this.#atomsIn(single.raw),
        assertion.raw,
      );
    }
    if (!('alternatives' in assertion)) return ASSERTION;
    const inner = this.#alternatives(assertion.alternatives, false);
    return {
      first: inner.first.map(({ state }) => ({ state, atStart: false })),
      last: [],
      empty: [{ isSure: false, atStart: false }],
    };
  }

  #behind(raw: string, written: string, needs?: string): Piece {
    return this.#taken(
      this.#atomsIn(raw),
      written,
      needs === undefined ? undefined : this.#atomsIn(needs),
    );
  }

  /** What has to stand in front of a match, as if the match took it: then it is seen where none can begin. */
  #taken(atoms: Atoms, written: string, needs?: Atoms): Piece {
    const piece = this.#taking(atoms, written, needs);
    return { ...piece, empty: [{ isSure: false, atStart: true }] };
  }

  #allBut(raw: string): Atoms {
    const atoms = this.#atomsIn(raw);
    return this.#atoms.flatMap((_, index) => (atoms.includes(index) ? [] : [index]));
  }

  #atomsIn(raw: string): Atoms {
    const known = this.#atomsOf.get(raw);
    if (known) return known;
    const set = new RegExp(`^(?:${raw})$`, this.#flags.replace('m', ''));
    const atoms = this.#atoms.flatMap((sample, index) => (set.test(sample) ? [index] : []));
    this.#atomsOf.set(raw, atoms);
    return atoms;
  }

  /** One sample of each kind that the sets of this pattern tell apart. */
  #partition(): string[] {
    const raws = new Set(['\\W', '\\w', '[\\n\\r\\u2028\\u2029]']);
    collect(this.#pattern, raws);
    const sets = [...raws].map((raw) => new RegExp(`^(?:${raw})$`, this.#flags.replace('m', '')));
    const kinds = new Map<string, string>();
    for (const sample of this.#alphabet) {
      const kind = sets.map((set) => (set.test(sample) ? '1' : '0')).join('');
      if (!kinds.has(kind)) kinds.set(kind, sample);
    }
    return [...kinds.values()];
  }
}

function optional(piece: Piece): Piece {
  return piece.empty.some(({ isSure }) => isSure)
    ? piece
    : { ...piece, empty: [...piece.empty, { isSure: true, atStart: false }] };
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

/** What an assertion consists of, where that is one character. */
function singleOf(assertion: AST.Assertion): AST.Element | undefined {
  if (!('alternatives' in assertion) || assertion.alternatives.length !== 1) return undefined;
  const [element, second] = assertion.alternatives[0]?.elements ?? [];
  const isCharacter = ['Character', 'CharacterSet', 'CharacterClass'].includes(element?.type ?? '');
  return isCharacter && !second ? element : undefined;
}

/** The sets of a pattern, as they are written. */
function collect(node: AST.Node, raws: Set<string>): void {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      for (const each of node.alternatives) collect(each, raws);
      return;
    case 'Alternative':
      for (const each of node.elements) collect(each, raws);
      return;
    case 'Quantifier':
      collect(node.element, raws);
      return;
    case 'Assertion':
      if ('alternatives' in node) for (const each of node.alternatives) collect(each, raws);
      return;
    case 'Backreference':
      return;
    default:
      raws.add(node.raw);
  }
}

/** A character with the repetition around it. */
function writtenOf(element: AST.Element): string {
  return element.parent.type === 'Quantifier' ? element.parent.raw : element.raw;
}

class Analysis {
  readonly #states: readonly State[];
  /**
   * Where each goes. Not to those at which the pattern matches: who comes by one never fails, but goes back to it at the latest, so that
   * nothing in front of it is tried again.
   */
  readonly #next: readonly (readonly number[])[];
  /** By state and atom, where it goes; once each, and how often. */
  readonly #moves: Moves;
  /** The same with those at which the pattern matches. */
  readonly #allMoves: Moves;
  readonly #isRepeated: boolean;
  readonly #component: readonly number[];
  readonly #members: readonly (readonly number[])[];
  #steps = 0;

  /** @param isRepeated whether all matches in a text are looked for, one after the other */
  constructor({ states }: Automaton, isRepeated: boolean) {
    this.#states = states;
    this.#isRepeated = isRepeated;
    this.#next = states.map(({ next }) => next.filter((to) => !states[to]?.accepts));
    this.#moves = movesOf(states, this.#next);
    this.#allMoves = movesOf(
      states,
      states.map(({ next }) => next),
    );
    const component = components(states.length, (state) => this.#next[state] ?? []);
    this.#component = component;
    this.#members = Array.from({ length: Math.max(...component, 0) + 1 }, (_, number) =>
      component.flatMap((each, state) => (each === number ? [state] : [])),
    );
  }

  growth(): Growth {
    const loops = this.#members.filter((members) => members.some((each) => this.#isLooped(each)));
    for (const members of loops) {
      const ambiguous = this.#ambiguous(members);
      if (ambiguous)
        return { kind: 'exponential', loops: ambiguous.map((each) => this.#written(each)) };
    }
    for (const first of loops) {
      for (const second of loops) {
        if (first === second) continue;
        const pair = this.#sharedBy(first, second);
        if (pair) return { kind: 'polynomial', loops: pair.map((each) => this.#written(each)) };
      }
    }
    return { kind: 'linear' };
  }

  #written(state: number): string {
    return this.#states[state]?.written ?? '';
  }

  #isLooped(state: number): boolean {
    return (this.#next[state] ?? []).some((to) => this.#component[to] === this.#component[state]);
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) throw new Error('it is too large to decide');
  }

  /** Two states of a loop that it can be in after the same text, and come together again; or one that it comes to in two ways. */
  #ambiguous(members: readonly number[]): readonly number[] | undefined {
    const isIn = (state: number) => this.#component[state] === this.#component[members[0] ?? 0];
    for (const state of members) {
      const inside = (this.#next[state] ?? []).filter(isIn);
      const twice = inside.find((to, index) => inside.indexOf(to) !== index);
      if (twice !== undefined) return [twice];
    }
    const width = this.#states.length;
    const neighbours = (pair: number): number[] => {
      const [a, b] = [Math.floor(pair / width), pair % width];
      const to: number[] = [];
      for (const [atom, ofA] of this.#moves[a] ?? []) {
        for (const nextOfA of ofA) {
          if (!isIn(nextOfA)) continue;
          for (const nextOfB of this.#moves[b]?.get(atom) ?? []) {
            this.#step();
            if (isIn(nextOfB)) to.push(nextOfA * width + nextOfB);
          }
        }
      }
      return to;
    };
    const diagonal = members.map((each) => each * width + each);
    const pairs = reachable(diagonal, neighbours);
    const numbers = [...pairs.keys()];
    const indices = new Map(numbers.map((pair, index) => [pair, index]));
    const component = components(numbers.length, (index) =>
      (pairs.get(numbers[index] ?? 0) ?? []).flatMap((pair) => indices.get(pair) ?? []),
    );
    const onDiagonal = new Set(
      members.flatMap((each) => component[indices.get(each * width + each) ?? -1] ?? []),
    );
    for (const [index, pair] of numbers.entries()) {
      const [a, b] = [Math.floor(pair / width), pair % width];
      if (a !== b && onDiagonal.has(component[index] ?? -1)) return [a, b];
    }
    return undefined;
  }

  /** A state of each of two loops that stay where they are for a text that leads from the first to the second. */
  #sharedBy(first: readonly number[], second: readonly number[]): readonly number[] | undefined {
    const width = this.#states.length;
    // What is read behind a match and given up is read again by the next one, which begins there.
    const isAgain = this.#isRepeated && first.includes(SEARCH);
    const moves = isAgain ? this.#allMoves : this.#moves;
    const next = (state: number) => (isAgain ? this.#states[state]?.next : this.#next[state]) ?? [];
    const between = new Set(reachable(first, next).keys());
    if (!second.some((each) => between.has(each))) return undefined;
    const isIn = (members: readonly number[]) => {
      const set = new Set(members);
      return (state: number) => set.has(state);
    };
    const [inFirst, inSecond] = [isIn(first), isIn(second)];
    for (const p of first) {
      for (const q of second) {
        const goal = (p * width + q) * width + q;
        const found = reachable(
          [(p * width + p) * width + q],
          (triple) => {
            const c = triple % width;
            const b = Math.floor(triple / width) % width;
            const a = Math.floor(triple / width / width);
            const to: number[] = [];
            for (const [atom, ofA] of this.#moves[a] ?? []) {
              const [ofB, ofC] = [moves[b]?.get(atom), this.#moves[c]?.get(atom)];
              if (!ofB || !ofC) continue;
              for (const nextOfA of ofA) {
                if (!inFirst(nextOfA)) continue;
                for (const nextOfC of ofC) {
                  if (!inSecond(nextOfC)) continue;
                  for (const nextOfB of ofB) {
                    this.#step();
                    to.push((nextOfA * width + nextOfB) * width + nextOfC);
                  }
                }
              }
            }
            return to;
          },
          goal,
        );
        if (found.has(goal)) return [p, q];
      }
    }
    return undefined;
  }
}

/** By state and atom, where it goes. */
type Moves = readonly ReadonlyMap<number, readonly number[]>[];

function movesOf(states: readonly State[], next: readonly (readonly number[])[]): Moves {
  return next.map((targets) => {
    const moves = new Map<number, number[]>();
    for (const to of new Set(targets)) {
      for (const atom of states[to]?.atoms ?? []) {
        const all = moves.get(atom);
        if (all) all.push(to);
        else moves.set(atom, [to]);
      }
    }
    return moves;
  });
}

/** All that is reached, with where each goes. */
function reachable(
  from: readonly number[],
  neighbours: (each: number) => readonly number[],
  goal?: number,
): Map<number, readonly number[]> {
  const seen = new Map<number, readonly number[]>();
  const waiting = [...from];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (seen.has(each)) continue;
    const to = neighbours(each);
    seen.set(each, to);
    if (goal !== undefined && to.includes(goal)) return seen.set(goal, []);
    for (const next of to) if (!seen.has(next)) waiting.push(next);
  }
  return seen;
}

/** The strongly connected component of each node, by number. Tarjan's, without recursion. */
function components(nodes: number, neighbours: (node: number) => readonly number[]): number[] {
  const component = new Array<number>(nodes).fill(-1);
  const order = new Array<number>(nodes).fill(-1);
  const low = new Array<number>(nodes).fill(0);
  const stack: number[] = [];
  const isOnStack = new Array<boolean>(nodes).fill(false);
  let [time, count] = [0, 0];
  for (let root = 0; root < nodes; root += 1) {
    if (order[root] !== -1) continue;
    const work: { node: number; to: readonly number[]; at: number }[] = [];
    const enter = (node: number) => {
      order[node] = low[node] = time++;
      stack.push(node);
      isOnStack[node] = true;
      work.push({ node, to: neighbours(node), at: 0 });
    };
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const next = top.to[top.at++];
      if (next !== undefined) {
        if (order[next] === -1) enter(next);
        else if (isOnStack[next]) low[top.node] = Math.min(low[top.node] ?? 0, order[next] ?? 0);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) low[above.node] = Math.min(low[above.node] ?? 0, low[top.node] ?? 0);
      if (low[top.node] !== order[top.node]) continue;
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        isOnStack[node] = false;
        component[node] = count;
        if (node === top.node) break;
      }
      count += 1;
    }
  }
  return component;
}
