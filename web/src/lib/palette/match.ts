/** How well a text answers what was typed; lower is better, null is not at all. */
export function rank(typed: string, text: string): number | null {
  const [query, folded] = [fold(typed), fold(text)];
  if (query === '') return 0;
  const at = folded.indexOf(query);
  if (at === 0) return 0;
  if (at > 0 && /[\s\-_/.,:]/.test(folded[at - 1] ?? '')) return 1;
  if (at > 0) return 2;
  return isSubsequence(query, folded) ? 3 : null;
}

/** Case, accents and width folded away. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function isSubsequence(query: string, text: string): boolean {
  let at = 0;
  for (const letter of query) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The entries that match, best first; equal ones keep their order. */
export function found<T>(
  typed: string,
  entries: readonly T[],
  text: (entry: T) => string,
  max: number,
): T[] {
  return entries
    .map((entry) => ({ entry, how: rank(typed, text(entry)) }))
    .filter((one): one is { entry: T; how: number } => one.how !== null)
    .sort((a, b) => a.how - b.how)
    .slice(0, max)
    .map(({ entry }) => entry);
}
