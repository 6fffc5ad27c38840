/** The least number from `low` to `high` for which `is` holds; `high` if it holds for none. `is` goes from false to true. */
export function firstWhere(low: number, high: number, is: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (is(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
