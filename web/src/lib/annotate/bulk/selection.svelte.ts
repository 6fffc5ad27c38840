/** Which rows are chosen: by click, by range, by key, or all that match. */
export class Selection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** All records of the view, not only those of the page. */
  everything = $state(false);
  #anchor: string | null = null;

  has(id: string): boolean {
    return this.everything || this.ids.has(id);
  }

  /** How many, where so many match. */
  count(total: number): number {
    return this.everything ? total : this.ids.size;
  }

  toggle(id: string): void {
    this.everything = false;
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.#anchor = id;
  }

  /** From where the last choice was made to here, in the order of the rows. */
  extend(to: string, rows: readonly string[]): void {
    const from = rows.indexOf(this.#anchor ?? to);
    const end = rows.indexOf(to);
    if (end === -1) return;
    const [low, high] = from === -1 ? [end, end] : [Math.min(from, end), Math.max(from, end)];
    this.ids = new Set([...this.ids, ...rows.slice(low, high + 1)]);
    this.#anchor ??= to;
  }

  /** All rows of the page; once more: all that match. */
  all(rows: readonly string[]): void {
    const isWhole = rows.length > 0 && rows.every((id) => this.ids.has(id));
    this.everything = isWhole;
    this.ids = new Set([...this.ids, ...rows]);
  }

  keep(ids: Iterable<string>): void {
    this.everything = false;
    this.ids = new Set(ids);
    this.#anchor = null;
  }
}
