/** Where somebody was in a text: selection and scroll. */
export type Where = readonly [start: number, end: number, scroll: number];

const MAX = 100;
const kept = new Map<string, Where>();

/** Kept as long as the page, for the texts that were written in last. */
export function noteWhere(place: string, where: Where): void {
  kept.delete(place);
  kept.set(place, where);
  const [oldest] = kept.keys();
  if (kept.size > MAX && oldest !== undefined) kept.delete(oldest);
}

export function whereIn(place: string): Where | null {
  return kept.get(place) ?? null;
}
