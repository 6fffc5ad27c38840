export interface Piece {
  text: string;
  match: boolean;
}

/** The text cut where words of the search stand; joined again it is the text, unchanged. */
export function pieces(text: string, words: readonly string[]): Piece[] {
  const wanted = words.filter((word) => word !== '').map(escaped);
  if (wanted.length === 0 || text === '') return text === '' ? [] : [{ text, match: false }];
  // A capturing group keeps what was found, at every odd place.
  return text
    .split(new RegExp(`(${wanted.join('|')})`, 'giu'))
    .map((part, at) => ({ text: part, match: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '\\x2d' : `\\${sign}`));
}
