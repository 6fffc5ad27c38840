import { expect, it } from 'vitest';
import { Matches, rangesOf } from './matches.svelte';

function record(html: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = html;
  return root;
}

const field = `<section><header><h2>Battery</h2></header>
  <p>The <mark>battery</mark> of the <b>Battery</b> shop</p>
  <button>battery</button><p hidden>battery</p><p>No bat</p></section>`;

it('finds words in the text of fields, not in titles, buttons and what is not shown', () => {
  const found = rangesOf(record(field), ['battery', 'bat']);
  expect(found.map((range) => range.toString())).toEqual(['battery', 'Battery', 'bat']);
  expect(rangesOf(record(field), [])).toEqual([]);
});

it('goes round in both directions', () => {
  const matches = new Matches();
  const stop = matches.watch(record(field), ['battery']);
  expect([matches.count, matches.at]).toEqual([2, -1]);
  expect(matches.step(1)?.toString()).toBe('battery');
  expect(matches.step(1)?.toString()).toBe('Battery');
  matches.step(1);
  expect(matches.at).toBe(0);
  matches.step(-1);
  expect(matches.at).toBe(1);
  stop();
  expect([matches.count, matches.at, matches.step(1)]).toEqual([0, -1, null]);
});

it('begins with the last one backwards', () => {
  const matches = new Matches();
  matches.watch(record(field), ['battery']);
  matches.step(-1);
  expect(matches.at).toBe(1);
});

it('counts again when the text is drawn later', async () => {
  const root = record('<section></section>');
  const matches = new Matches();
  const stop = matches.watch(root, ['late']);
  root.firstElementChild?.append('later');
  await Promise.resolve();
  expect(matches.count).toBe(1);
  stop();
});
