import { afterEach, beforeEach, expect, it } from 'vitest';
import { directionOf, onSwipe } from './swipe';

const from = { x: 100, y: 100, at: 0 };

it.each([
  [{ x: 200, y: 110, at: 300 }, 'right'],
  [{ x: 0, y: 90, at: 300 }, 'left'],
  [{ x: 170, y: 100, at: 300 }, null],
  [{ x: 200, y: 160, at: 300 }, null],
  [{ x: 200, y: 100, at: 900 }, null],
])('a touch that ends at %o goes %s', (to, expected) => {
  expect(directionOf(from, to)).toBe(expected);
});

let root: HTMLElement;
let seen: string[];
let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = '<div id="root"><p>text</p><button>press</button></div>';
  root = document.getElementById('root') as HTMLElement;
  seen = [];
  stop = onSwipe(root, (to) => seen.push(to));
});
afterEach(() => stop());

function touch(element: Element | null, dx: number, fingers = 1): void {
  const at = (x: number) => Array.from({ length: fingers }, () => ({ clientX: x, clientY: 50 }));
  const send = (kind: string, more: object) =>
    element?.dispatchEvent(Object.assign(new Event(kind, { bubbles: true }), more));
  send('touchstart', { touches: at(200) });
  send('touchend', { touches: [], changedTouches: at(200 + dx) });
}

it('is heard on the text of a record, with one finger', () => {
  const text = root.querySelector('p');
  touch(text, 120);
  touch(text, -120);
  touch(text, 120, 2);
  touch(root.querySelector('button'), 120);
  expect(seen).toEqual(['right', 'left']);
});

it('is not heard any more when it is switched off', () => {
  stop();
  touch(root.querySelector('p'), 120);
  expect(seen).toEqual([]);
});
