import { expect, it } from 'vitest';
import { Guidelines } from './guidelines.svelte';

type Seen = { opened?: string; told?: string };

/** A person who comes back to the page with what they have seen. */
function person() {
  let seen: Seen = {};
  return (text: string) =>
    new Guidelines({ text, seen: () => seen, note: (next) => (seen = next) });
}

it('are no news to who has never opened them', () => {
  const visit = person()('one');
  expect([visit.changed, visit.takeNews()]).toEqual([false, false]);
});

it('are marked as changed until they are opened, and told of once', () => {
  const come = person();
  come('one').opened();
  const later = come('two');
  expect([later.changed, later.takeNews(), later.takeNews()]).toEqual([true, true, false]);
  const again = come('two');
  expect([again.changed, again.takeNews()]).toEqual([true, false]);
  again.opened();
  expect([again.changed, come('two').changed]).toEqual([false, false]);
  expect(come('three').takeNews()).toBe(true);
});

it('are news where they change while the page is open', () => {
  const visit = person()('one');
  visit.text = 'other';
  expect([visit.changed, visit.takeNews()]).toEqual([true, true]);
  visit.text = '';
  expect(visit.changed).toBe(false);
});
