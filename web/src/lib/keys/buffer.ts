/** Digits that add up to a number: "1", "4" is 14 where there are that many. */
export class NumberBuffer {
  #digits = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #target: DigitTarget | null = null;
  readonly #delayMs: () => number;
  readonly #show: (digits: string) => void;

  constructor(delayMs: () => number, show: (digits: string) => void = () => undefined) {
    this.#delayMs = delayMs;
    this.#show = show;
  }

  get pending(): boolean {
    return this.#digits !== '';
  }

  /** Takes a digit; picks at once when no longer number can follow. */
  push(digit: number, target: DigitTarget): void {
    if (this.#target !== target) this.drop();
    const numbers = target.numbers();
    if (digit === 0 && !this.pending && tenIsZero(numbers)) return target.pick(10);
    const digits = this.#digits + String(digit);
    const able = numbers.filter((number) => String(number).startsWith(digits));
    if (able.length === 0) return this.#startAgain(digit, target);
    this.#keep(digits, target);
    const exact = able.includes(Number(digits));
    const longer = able.some((number) => String(number).length > digits.length);
    if (exact && (!longer || tenIsZero(numbers))) return this.commit();
    const delay = this.#delayMs();
    if (delay > 0) this.#timer = setTimeout(() => this.commit(), delay);
  }

  /** Picks what was typed so far, if it is a number there. */
  commit(): void {
    const [digits, target] = [this.#digits, this.#target];
    this.drop();
    if (target && digits !== '' && target.numbers().includes(Number(digits)))
      target.pick(Number(digits));
  }

  drop(): void {
    clearTimeout(this.#timer);
    const shown = this.#digits !== '';
    this.#digits = '';
    this.#target = null;
    if (shown) this.#show('');
  }

  #startAgain(digit: number, target: DigitTarget): void {
    const pending = this.pending;
    this.drop();
    if (pending) this.push(digit, target);
  }

  #keep(digits: string, target: DigitTarget): void {
    clearTimeout(this.#timer);
    this.#digits = digits;
    this.#target = target;
    this.#show(digits);
  }
}

/** What digits choose from. */
export interface DigitTarget {
  /** The numbers that mean something now. */
  numbers(): readonly number[];
  pick(number: number): void;
}

/** Ten choices numbered from 1: 0 is the tenth and nothing has to wait. */
function tenIsZero(numbers: readonly number[]): boolean {
  return numbers.length === 10 && numbers.includes(1) && numbers.includes(10);
}
