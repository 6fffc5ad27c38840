export interface Findable {
  value: string;
  text: string;
}

/** Case and accents do not matter. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Labels for what was typed, at most `most`: those that start so, words that start so, then anywhere. */
export function find<L extends Findable>(labels: readonly L[], typed: string, most: number): L[] {
  const wanted = folded(typed.trim());
  if (wanted === '') return labels.slice(0, most);
  const ranks: L[][] = [[], [], []];
  for (const label of labels) {
    const rank = rankOf(folded(`${label.text} ${label.value}`), wanted);
    if (rank !== null) ranks[rank]?.push(label);
  }
  return ranks.flat().slice(0, most);
}

function rankOf(text: string, wanted: string): number | null {
  const at = text.indexOf(wanted);
  if (at < 0) return null;
  if (at === 0) return 0;
  return text.includes(` ${wanted}`) ? 1 : 2;
}
