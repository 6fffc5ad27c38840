import { expect, it } from 'vitest';
import { pieces } from './pieces';

it.each<[string, string[], string[]]>([
  ['The battery', [], []],
  ['The battery and Battery', ['battery'], ['battery', 'Battery']],
  ['a+b (c) a-b', ['a+b', '(c)', 'a-b'], ['a+b', '(c)', 'a-b']],
  ['😀 straße', ['straße', '😀'], ['😀', 'straße']],
  ['', ['a'], []],
])('%o with %o marks %o', (text, words, marked) => {
  const found = pieces(text, words);
  expect(found.map((piece) => piece.text).join('')).toBe(text);
  expect(found.filter((piece) => piece.match).map((piece) => piece.text)).toEqual(marked);
});
