/** Sentences for screen readers: one region of each kind for a page, one sentence after another. */
class Live {
  polite = $state('');
  assertive = $state('');
  readonly #waiting: { text: string; urgent: boolean }[] = [];
  // eslint-disable-next-line no-unused-private-class-members -- the rule does not know `??=`
  #timer: ReturnType<typeof setTimeout> | undefined;
  static readonly gapMs = 400;
  static readonly waitingMax = 10;

  /** Says `text` once what is being said has been heard. Repetitions are said once. */
  say(text: string, urgent = false): void {
    if (text === '' || this.#waiting.some((one) => one.text === text)) return;
    if (urgent) this.#waiting.unshift({ text, urgent });
    else this.#waiting.push({ text, urgent });
    this.#waiting.length = Math.min(this.#waiting.length, Live.waitingMax);
    this.#timer ??= setTimeout(() => this.#next(), 50);
  }

  #next(): void {
    const next = this.#waiting.shift();
    // A region that is emptied first is read again even if the words are the same.
    this.polite = next && !next.urgent ? next.text : '';
    this.assertive = next?.urgent === true ? next.text : '';
    this.#timer = next ? setTimeout(() => this.#next(), Live.gapMs) : undefined;
  }
}

export const live = new Live();
