import { describe, expect, it } from 'vitest';
import { find, indexOf } from './find';
import type { Option } from './options';

const option = (text: string, value = text, description: string | null = null): Option => ({
  text,
  value,
  description,
});
const index = indexOf([
  option('Screen'),
  option('Battery life', 'bat'),
  option('Lifetime warranty'),
  option('Ölfarbe'),
  option('Große Straße'),
  option('東京'),
  option('Still life', 'x', 'painting of fruit'),
  option('Afterlife'),
]);
const texts = (typed: string) => find(index, typed).map((one) => one.text);

describe('find', () => {
  it.each([
    ['life', ['Lifetime warranty', 'Battery life', 'Still life', 'Afterlife']],
    ['LIFE', ['Lifetime warranty', 'Battery life', 'Still life', 'Afterlife']],
    ['olf', ['Ölfarbe']],
    ['ölf', ['Ölfarbe']],
    ['strasse', ['Große Straße']],
    ['京', ['東京']],
    ['fruit', ['Still life']],
    ['bat', ['Battery life']],
    ['btyl', ['Battery life']],
    ['zzz', []],
  ])('%s finds %o', (typed, expected) => {
    expect(texts(typed)).toEqual(expected);
  });

  it('keeps the order of the settings without a query', () => {
    expect(find(index, ' ')).toHaveLength(8);
    expect(texts('')[0]).toBe('Screen');
  });

  it('takes signs of expressions as they are', () => {
    expect(texts('(.*')).toEqual([]);
  });

  it('goes through 5,000 options', () => {
    const many = indexOf(
      Array.from({ length: 5000 }, (_, at) => option(`Label of the class ${at}`, `c-${at}`)),
    );
    expect(find(many, 'class 4999').map((one) => one.value)).toEqual(['c-4999']);
    const began = performance.now();
    for (const typed of ['l', 'la', 'class 12', 'qqq', 'lblcs9']) find(many, typed);
    // Five searches; the limit of one is 16 ms, and machines that test are slow.
    expect(performance.now() - began).toBeLessThan(16 * 5 * 3);
  });
});
