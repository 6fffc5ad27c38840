import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from './form.svelte';
import { Undo, type Act } from './undo.svelte';

const shot = (text: string, how: Snapshot['how'] = 'key'): Snapshot => ({
  values: { comment: text },
  origins: {},
  how,
});
const choose = (text: string, at: number, how: Snapshot['how'] = 'key', before = ''): Act => ({
  kind: 'choose',
  record: 'r1',
  question: 'comment',
  before: shot(before, how),
  after: shot(text, how),
  at,
});

let undo: Undo;
beforeEach(() => (undo = new Undo()));

describe('undo', () => {
  it('takes back the last and does it again', () => {
    const [one, two] = [choose('a', 1), choose('b', 2)];
    undo.push(one);
    undo.push(two);
    expect(undo.back()).toBe(two);
    expect(undo.back()).toBe(one);
    expect(undo.back()).toBeNull();
    expect(undo.forward()).toBe(one);
    undo.push(choose('c', 3));
    expect(undo.forward()).toBeNull();
  });

  it('is 50 deep', () => {
    for (let at = 0; at < 70; at += 1) undo.push(choose(String(at), at));
    expect(undo.acts.length).toBe(50);
    expect(undo.acts[0]?.at).toBe(20);
  });

  it('takes typing without a pause as one act', () => {
    undo.push(choose('a', 0, 'typing', ''));
    undo.push(choose('ab', 500, 'typing', 'a'));
    undo.push(choose('abc', 1200, 'typing', 'ab'));
    undo.push(choose('abc d', 4000, 'typing', 'abc'));
    expect(undo.acts.length).toBe(2);
    undo.back();
    const first = undo.back();
    expect(first && 'before' in first ? [first.before, first.after] : null).toEqual([
      shot('', 'typing'),
      shot('abc', 'typing'),
    ]);
  });

  it('forgets records that are gone', () => {
    undo.push(choose('a', 1));
    undo.push({ kind: 'bulk', stored: new Map(), at: 2 });
    undo.forget('r1');
    expect(undo.acts.map((act) => act.kind)).toEqual(['bulk']);
  });
});
