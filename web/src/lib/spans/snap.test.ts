import { describe, expect, it } from 'vitest';
import { random } from './random.testing';
import { Snapper } from './snap';

/** `[` and `]` are the selection; the answer is the text that is marked, or why none is. */
function snapped(marked: string, locale = 'en', characters = false): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const text = marked.replace(/[[\]]/g, '');
  const found = new Snapper(text, locale).snap(start, end, characters);
  return typeof found === 'string' ? found : text.slice(found.start, found.end);
}

describe('words', () => {
  it.each([
    ['left N[ew Yo]rk today', 'New York'],
    ['left[ New York ]today', 'New York'],
    ['left[ N]ew York', 'New'],
    ['a[ ]b', 'empty'],
    ['a[]b', 'empty'],
    ['so[, …] he', 'punctuation'],
    ['“[It is” ]quieter', 'It is”'],
    ["it i[sn't] so", "isn't"],
    ['€[ 5]0 paid', '50'],
    ['al[l of\n\n]it', 'all of'],
  ])('%o marks %o', (marked, expected) => expect(snapped(marked)).toBe(expected));

  it.each([
    ['zh', '张伟昨天从北[京]飞往上海。', '北京'],
    ['ja', '東京タ[ワ]ーは港区', '東京タワー'],
    ['th', 'ฉันไปกรุง[เ]ทพกับเพื่อน', 'กรุงเทพ'],
    ['ar', 'سافرت آ[ن]ا من', 'آنا'],
    ['no language', 'pl[a]in', 'plain'],
  ])('of %s: %o marks %o', (locale, marked, expected) =>
    expect(snapped(marked, locale)).toBe(expected),
  );
});

describe('characters', () => {
  it.each([
    ['New Y[or]k', 'or'],
    ['New[ Y]ork', 'Y'],
    ['so[,] he', 'punctuation'],
    ['cre\u0300m[e b]ru\u0302le\u0301e', 'e b'],
    ['c[re]\u0300me', 're\u0300'],
    ['\u1112[\u1161]\u11ab', '\u1112\u1161\u11ab'],
  ])('%o marks %o', (marked, expected) => expect(snapped(marked, 'en', true)).toBe(expected));
});

it('never parts what is one sign', () => {
  const signs = ['👩‍👩‍👧', '🇳🇱', '🇧🇪', '👍🏽', 'é̈', '한', 'x', ' ', '❤️'];
  const next = random(7);
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: 1 + next(12) }, () => signs[next(signs.length)]).join('');
    const edges = new Set(
      [...graphemes.segment(text)].map(({ index }) => index).concat(text.length),
    );
    const snapper = new Snapper(text, 'en');
    const [one, other] = [next(text.length + 1), next(text.length + 1)];
    for (const characters of [true, false]) {
      const found = snapper.snap(one, other, characters);
      if (typeof found === 'string') continue;
      expect(edges.has(found.start) && edges.has(found.end)).toBe(true);
      expect(text.slice(found.start, found.end)).toBe(text.slice(found.start, found.end).trim());
      // Snapping what is snapped changes nothing.
      expect(snapper.snap(found.start, found.end, characters)).toEqual(found);
    }
    const { start, end } = snapper.round({
      start: Math.min(one, other),
      end: Math.max(one, other),
    });
    expect(edges.has(start) && edges.has(end)).toBe(true);
  }
});

describe('the caret', () => {
  const text = 'One two,  three\n\n four five. \n';
  const snapper = new Snapper(text, 'en');
  const quote = (found: { start: number; end: number } | null) =>
    found && text.slice(found.start, found.end);

  it.each([
    [0, 'One'],
    [2, 'One'],
    [3, 'One'],
    [4, 'two'],
    [7, 'two'],
    [8, null],
    [9, null],
  ])('at %i is at the word %o', (at, word) => expect(quote(snapper.wordAt(at))).toBe(word));

  it.each([
    [0, 'One two,  three'],
    [15, 'One two,  three'],
    [16, null],
    [20, 'four five.'],
    [text.length, null],
  ])('at %i is in the paragraph %o', (at, line) =>
    expect(quote(snapper.paragraphAt(at))).toBe(line),
  );
});

describe('edges', () => {
  const snapper = new Snapper('One two,  three 👩‍👩‍👧 x', 'en');
  it.each([
    ['end', 3, 1, false, 7],
    ['end', 7, 1, false, 15],
    ['end', 15, -1, false, 7],
    ['end', 3, -1, false, 3],
    ['start', 4, -1, false, 0],
    ['start', 4, 1, false, 10],
    ['start', 0, -1, false, 0],
    ['end', 15, 1, true, 24],
    ['end', 24, -1, true, 15],
    ['end', 2, 1, true, 3],
  ] as const)('the %s at %i by %i (characters %s) goes to %i', (edge, from, step, signs, to) =>
    expect(snapper.move(edge, from, step, signs)).toBe(to),
  );
});
