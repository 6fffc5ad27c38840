import type { Channel } from './device';

interface PresenceParts {
  user: string;
  channel: Channel;
  /** What tells this tab from the others. */
  tab?: string;
}

/** Whether the record of this tab is open in another tab of the browser, too. */
export class Presence {
  /** How long another tab may take to say that it is still there. */
  static readonly answerMs = 1000;
  #others = $state.raw<ReadonlySet<string>>(new Set());
  readonly elsewhere = $derived(this.#others.size > 0);
  #record: string | null = null;
  #answered = new Set<string>();
  #asking: ReturnType<typeof setTimeout> | undefined;
  readonly #parts: Required<PresenceParts>;

  constructor(parts: PresenceParts) {
    this.#parts = { tab: Math.random().toString(36).slice(2), ...parts };
  }

  /** The answer ends it. */
  start(): () => void {
    const { channel, user, tab } = this.#parts;
    const hear = channel.listen((message) => {
      if (message.user !== user || (message.kind !== 'opened' && message.kind !== 'closed')) return;
      if (message.kind === 'closed' || message.record !== this.#record) {
        return this.#set(message.tab, false);
      }
      this.#answered.add(message.tab);
      this.#set(message.tab, true);
      if (message.asks)
        channel.tell({ kind: 'opened', user, record: message.record, tab, asks: false });
    });
    return () => {
      this.show(null);
      hear();
    };
  }

  show(record: string | null): void {
    if (record === this.#record) return;
    this.#record = record;
    this.#others = new Set();
    this.#tell();
  }

  /** Asks who is still there: a tab that crashed has said nothing. */
  ask(): void {
    if (this.#record === null) return;
    this.#answered = new Set();
    this.#tell();
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => (this.#others = this.#answered), Presence.answerMs);
  }

  /** The page goes away; it may come back from the browser's memory. */
  away(): void {
    this.#parts.channel.tell({ kind: 'closed', user: this.#parts.user, tab: this.#parts.tab });
  }

  #tell(): void {
    const { channel, user, tab } = this.#parts;
    if (this.#record === null) {
      clearTimeout(this.#asking);
      return this.away();
    }
    channel.tell({ kind: 'opened', user, record: this.#record, tab, asks: true });
  }

  #set(tab: string, here: boolean): void {
    if (this.#others.has(tab) === here) return;
    const others = new Set(this.#others);
    if (here) others.add(tab);
    else others.delete(tab);
    this.#others = others;
  }
}
