/** Time at work on one record: only while the page is seen and something was done of late. */
export class ActiveTime {
  static readonly idleMs = 60_000;
  #total = 0;
  /** Until where the total reaches. */
  #since: number;
  #active: number;
  #visible = true;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = this.#active = now();
  }

  /** Begins with another record; `before` is what earlier visits took. */
  start(before = 0): void {
    this.#total = before;
    this.#since = this.#active = this.#now();
  }

  /** Something was pressed, moved or typed. */
  touched(): void {
    this.#count();
    this.#active = this.#since = this.#now();
  }

  shown(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#count();
    this.#visible = visible;
    this.#active = this.#since = this.#now();
  }

  /** Milliseconds so far. */
  read(): number {
    this.#count();
    return Math.round(this.#total);
  }

  #count(): void {
    const now = this.#now();
    const until = Math.min(now, this.#active + ActiveTime.idleMs);
    if (this.#visible) this.#total += Math.max(0, until - this.#since);
    this.#since = now;
  }
}
