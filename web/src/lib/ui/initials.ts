/** Two letters for a person, whole characters of any script. */
export function initials(first: string, last: string | null | undefined, username: string): string {
  const names = [first, last ?? ''].filter((name) => name.trim() !== '');
  const [one = username, other] = names;
  const letters =
    other === undefined ? graphemes(one).slice(0, 2) : [graphemes(one)[0], graphemes(other)[0]];
  return letters.join('').toLocaleUpperCase();
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.trim())].map(
    (part) => part.segment,
  );
}
