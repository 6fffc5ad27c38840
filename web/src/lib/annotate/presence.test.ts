import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tabs } from './fixtures';
import { Presence } from './presence.svelte';

let tabs: Tabs;
let ends: (() => void)[];
const run = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  tabs = new Tabs();
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

function open(tab: string, user = 'ana') {
  const presence = new Presence({ user, channel: tabs.channel(), tab });
  const end = presence.start();
  ends.push(end);
  return { presence, end };
}

it('knows the record of another tab, whichever was there first', async () => {
  const [one, other] = [open('1').presence, open('2').presence];
  one.show('r1');
  other.show('r2');
  await run();
  expect([one.elsewhere, other.elsewhere]).toEqual([false, false]);
  other.show('r1');
  await run();
  expect([one.elsewhere, other.elsewhere]).toEqual([true, true]);
  one.show('r3');
  await run();
  expect([one.elsewhere, other.elsewhere]).toEqual([false, false]);
});

it('knows when the other one is left or closed', async () => {
  const one = open('1').presence;
  const other = open('2');
  one.show('r1');
  other.presence.show('r1');
  await run();
  other.end();
  await run();
  expect(one.elsewhere).toBe(false);
});

it('finds out about a tab that said no good-bye', async () => {
  const one = open('1').presence;
  const [crashed, there] = [open('2'), open('3')];
  for (const presence of [one, crashed.presence, there.presence]) presence.show('r1');
  await run();
  const silent = vi.spyOn(crashed.presence, 'away').mockReturnValue();
  crashed.end();
  silent.mockRestore();
  there.presence.away();
  await run();
  expect(one.elsewhere).toBe(true);
  one.ask();
  await run(Presence.answerMs);
  expect(one.elsewhere).toBe(true);
  there.end();
  one.ask();
  await run(Presence.answerMs);
  expect(one.elsewhere).toBe(false);
});

it('takes no notice of other people', async () => {
  const [one, other] = [open('1').presence, open('2', 'bo').presence];
  one.show('r1');
  other.show('r1');
  await run();
  expect(one.elsewhere).toBe(false);
});
