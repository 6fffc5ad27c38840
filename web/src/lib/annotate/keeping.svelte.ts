import type { Shelf } from './device';
import { rowOf, type Posted } from './posted';

/** Writes answers to the device, and knows which of them are not there. */
export class Keeping {
  /** The device takes no more. */
  full = $state(false);
  /** In this page alone. */
  readonly #unkept = new Set<string>();
  /** Being written just now. */
  readonly #writing = new Map<string, number>();
  readonly #shelf: Shelf<Posted>;
  readonly #of: (record: string) => Posted | null;

  constructor(shelf: Shelf<Posted>, of: (record: string) => Posted | null) {
    this.#shelf = shelf;
    this.#of = of;
  }

  lacks(id: string): boolean {
    return this.#unkept.has(id);
  }

  isWriting(id: string): boolean {
    return this.#writing.has(id);
  }

  /** Whether the device took it. */
  async keep(item: Posted): Promise<boolean> {
    this.#writing.set(item.id, (this.#writing.get(item.id) ?? 0) + 1);
    const isKept = await this.#shelf
      .update(item.id, (old) => rowOf(item, this.#of(item.record), old))
      .then(() => true)
      .catch(() => false);
    const writing = (this.#writing.get(item.id) ?? 1) - 1;
    if (writing === 0) this.#writing.delete(item.id);
    else this.#writing.set(item.id, writing);
    if (isKept || !this.#of(item.record)) this.#unkept.delete(item.id);
    else this.#unkept.add(item.id);
    this.full = this.#unkept.size > 0;
    return isKept;
  }

  /** It need not be kept any more. */
  done(id: string): void {
    this.#unkept.delete(id);
    this.full = this.#unkept.size > 0;
  }

  wiped(): void {
    this.#unkept.clear();
    this.full = false;
  }
}
