/** News from the server: its stream of events, or asking every half minute where there is none. */
export interface FeedParts {
  url: string;
  kinds: readonly string[];
  hear: (kind: string, data: unknown) => void;
  poll: () => void;
  source?: (url: string) => EventSource;
  isVisible?: () => boolean;
}

export class Feed {
  static readonly pollMs = 30_000;
  static readonly retryMs = 5_000;
  static readonly retryMaxMs = 300_000;
  #source: EventSource | null = null;
  #last = '';
  #failures = 0;
  #opened = false;
  #polling: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #parts: Required<FeedParts>;

  constructor(parts: FeedParts) {
    const isVisible = () => document.visibilityState === 'visible';
    this.#parts = { source: (url) => new EventSource(url), isVisible, ...parts };
  }

  /** The answer ends it. */
  start(): () => void {
    this.#connect();
    return () => {
      this.#source?.close();
      this.#source = null;
      clearInterval(this.#polling);
      clearTimeout(this.#retry);
    };
  }

  #connect(): void {
    const { url, kinds, hear } = this.#parts;
    // The browser sends the id again itself while it holds the connection; a new one is told here.
    const from = this.#last === '' ? '' : `&last_event_id=${encodeURIComponent(this.#last)}`;
    const source = this.#parts.source(url + from);
    this.#source = source;
    source.onopen = () => {
      const missed = this.#polling !== undefined;
      clearInterval(this.#polling);
      this.#polling = undefined;
      this.#failures = 0;
      // Without an id nobody tells what was missed meanwhile.
      if (missed && this.#last === '') this.#parts.poll();
      this.#opened = true;
    };
    source.onerror = () => {
      // 2 is closed: the browser has given up, because there is no stream or it was refused.
      if (source.readyState === 2) this.#giveUp();
    };
    for (const kind of kinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        if (event.lastEventId !== '') this.#last = event.lastEventId;
        hear(kind, parsed(event.data));
      });
    }
  }

  #giveUp(): void {
    this.#source?.close();
    this.#source = null;
    this.#polling ??= setInterval(() => {
      if (this.#parts.isVisible()) this.#parts.poll();
    }, Feed.pollMs);
    const first = this.#opened ? Feed.retryMs : Feed.retryMaxMs;
    const ms = Math.min(first * 2 ** this.#failures, Feed.retryMaxMs);
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), ms);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
