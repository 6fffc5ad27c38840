import type { Option } from './options';

interface Entry {
  option: Option;
  text: string;
  /** Where words begin in `text`, with a space before each. */
  words: string;
  /** Value and description. */
  rest: string;
}

export type OptionIndex = readonly Entry[];

/** Letters that Unicode does not take apart. */
const apart: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Without case, accents and width: `Ölfarbe` is `olfarbe`. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => apart[letter] ?? letter);
}

export function indexOf(options: readonly Option[]): OptionIndex {
  return options.map((option) => {
    const text = plain(option.text);
    return {
      option,
      text,
      words: ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`,
      rest: plain(`${option.value}\n${option.description ?? ''}`),
    };
  });
}

const MISS = 5;

/** The options that fit what was typed, best first, else in the order of the settings. */
export function find(index: OptionIndex, typed: string): Option[] {
  const query = plain(typed.trim());
  if (query === '') return index.map((entry) => entry.option);
  const ranks: Option[][] = Array.from({ length: MISS }, () => []);
  for (const entry of index) ranks[rank(entry, query)]?.push(entry.option);
  return ranks.flat();
}

/** 0 begins with it, 1 a word does, 2 somewhere inside, 3 value or description, 4 letters in order. */
function rank(entry: Entry, query: string): number {
  if (entry.text.startsWith(query)) return 0;
  if (entry.words.includes(` ${query}`)) return 1;
  if (entry.text.includes(query)) return 2;
  if (entry.rest.includes(query)) return 3;
  return isSubsequence(query, entry.text) ? 4 : MISS;
}

function isSubsequence(query: string, text: string): boolean {
  let at = 0;
  for (const letter of query) {
    if (letter === ' ') continue;
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
