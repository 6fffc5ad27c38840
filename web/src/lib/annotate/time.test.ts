import { beforeEach, expect, it } from 'vitest';
import { ActiveTime } from './time';

let now: number;
let time: ActiveTime;
beforeEach(() => {
  now = 1000;
  time = new ActiveTime(() => now);
  time.start();
});
const wait = (ms: number) => (now += ms);

it('counts while something is done', () => {
  wait(5000);
  time.touched();
  wait(3000);
  expect(time.read()).toBe(8000);
  expect(time.read()).toBe(8000);
});

it('pauses a minute after the last input', () => {
  wait(600_000);
  expect(time.read()).toBe(60_000);
  wait(1000);
  expect(time.read()).toBe(60_000);
  time.touched();
  wait(2000);
  expect(time.read()).toBe(62_000);
});

it('does not count what nobody sees', () => {
  wait(1000);
  time.shown(false);
  wait(10_000);
  time.shown(true);
  time.shown(true);
  wait(500);
  expect(time.read()).toBe(1500);
});

it('goes on where an earlier visit ended', () => {
  wait(1000);
  time.start(4000);
  wait(1000);
  expect(time.read()).toBe(5000);
});
