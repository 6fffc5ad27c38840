import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAnnotating, readOfDataset, usualAnnotating } from './annotating';
import { Preferences } from './preferences.svelte';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));
vi.hoisted(() => {
  const Plain = globalThis.Request;
  globalThis.Request = class extends Plain {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
    }
  };
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), { matches: false, media }) as MediaQueryList;
});

let stored: Record<string, unknown>;
let sent: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  stored = {};
  sent = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PATCH') sent.push(await request.json());
    return Response.json(stored);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function loaded(): Promise<Preferences> {
  const preferences = new Preferences();
  await preferences.load();
  return preferences;
}

it('takes of stored settings what it knows', () => {
  expect(
    readAnnotating({ swipe: true, layout: 'upside', text_size: '1.5', digit_submits: 1 }),
  ).toEqual({ ...usualAnnotating, swipe: true, text_size: '1.5' });
  expect(readOfDataset({ split: 'wide', guidelines: { opened: 'a', told: 3 } })).toEqual({
    guidelines: { opened: 'a' },
  });
});

describe('settings of annotating', () => {
  it('come from the server and go there together, soon after', async () => {
    stored = { annotating: { digit_submits: false } };
    const preferences = await loaded();
    expect(preferences.annotating).toEqual({ ...usualAnnotating, digit_submits: false });
    preferences.setAnnotating({ layout: 'stacked' });
    preferences.setAnnotating({ swipe: true });
    expect(preferences.annotating).toMatchObject({ layout: 'stacked', swipe: true });
    await vi.advanceTimersByTimeAsync(Preferences.saveMs);
    expect(sent).toEqual([
      { annotating: { ...usualAnnotating, digit_submits: false, layout: 'stacked', swipe: true } },
    ]);
  });

  it('are kept apart for each dataset', async () => {
    stored = { datasets: { a: { split: 40, other: 1 } } };
    const preferences = await loaded();
    preferences.setOfDataset('a', { split: 45 });
    preferences.setOfDataset('b', { guidelines: { opened: 'x' } });
    preferences.setOfDataset('a', { split: 50 });
    expect([preferences.ofDataset('a'), preferences.ofDataset('c')]).toEqual([{ split: 50 }, {}]);
    await vi.advanceTimersByTimeAsync(Preferences.saveMs);
    // The server merges: what else is kept for a dataset stays.
    expect(sent).toEqual([{ datasets: { a: { split: 50 }, b: { guidelines: { opened: 'x' } } } }]);
  });

  it('are nobody else’s after signing out', async () => {
    stored = { annotating: { swipe: true }, datasets: { a: { split: 40 } } };
    const preferences = await loaded();
    preferences.leave();
    expect([preferences.annotating, preferences.ofDataset('a')]).toEqual([usualAnnotating, {}]);
  });
});
