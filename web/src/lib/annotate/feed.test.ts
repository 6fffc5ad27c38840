import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Feed } from './feed';

class Source extends EventTarget {
  static made: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    Source.made.push(this);
  }
  close() {
    this.readyState = 2;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  fail(state: 0 | 2) {
    this.readyState = state;
    this.onerror?.();
  }
  say(kind: string, data: unknown, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId }));
  }
}

let visible: boolean;
let poll: ReturnType<typeof vi.fn<() => void>>;
let hear: ReturnType<typeof vi.fn<(kind: string, data: unknown) => void>>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  Source.made = [];
  visible = true;
  poll = vi.fn<() => void>();
  hear = vi.fn<(kind: string, data: unknown) => void>();
  stop = new Feed({
    url: '/events?dataset_id=d',
    kinds: ['progress'],
    hear,
    poll,
    source: (url) => new Source(url) as unknown as EventSource,
    isVisible: () => visible,
  }).start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('hears what the server says and leaves short breaks to the browser', () => {
  const [source] = Source.made;
  source?.open();
  source?.say('progress', { count: 1 }, '7');
  source?.fail(0);
  vi.advanceTimersByTime(120_000);
  expect(hear.mock.calls).toEqual([['progress', { count: 1 }]]);
  expect([Source.made.length, poll.mock.calls.length]).toEqual([1, 0]);
});

it('goes on after the last message when the stream was ended', () => {
  Source.made[0]?.open();
  Source.made[0]?.say('progress', {}, '7');
  Source.made[0]?.fail(2);
  vi.advanceTimersByTime(5000);
  expect(Source.made[1]?.url).toBe('/events?dataset_id=d&last_event_id=7');
  Source.made[1]?.open();
  vi.advanceTimersByTime(60_000);
  expect(poll).not.toHaveBeenCalled();
});

it('asks every half minute where there is no stream, while somebody looks', () => {
  Source.made[0]?.fail(2);
  vi.advanceTimersByTime(60_000);
  expect(poll).toHaveBeenCalledTimes(2);
  visible = false;
  vi.advanceTimersByTime(60_000);
  expect(poll).toHaveBeenCalledTimes(2);
  visible = true;
  vi.advanceTimersByTime(180_000);
  Source.made[1]?.open();
  const asked = poll.mock.calls.length;
  vi.advanceTimersByTime(120_000);
  expect(poll.mock.calls.length).toBe(asked);
});
