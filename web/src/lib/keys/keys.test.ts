import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bindings, isFree, isNumbers, overlap } from './bindings.svelte';
import { NumberBuffer } from './buffer';
import { matches, parse, printed, typedDigit, written, type Pressed } from './combo';
import { around } from './contexts';
import { KeyDispatcher } from './dispatcher.svelte';
import { presets, type PresetName } from './presets';
import { ids, table, type KeyId } from './table';

function press(key: string, more: Partial<Pressed> = {}): Pressed {
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...more,
  };
}

describe.each(Object.keys(presets) as PresetName[])('the table with the preset %s', (preset) => {
  const bindings = new Bindings();
  bindings.take({ preset });
  const pairs = ids.flatMap((one, at) =>
    ids.slice(at + 1).map((other): [KeyId, KeyId] => [one, other]),
  );
  const clash = (one: KeyId, other: KeyId) =>
    bindings.keys(one).some((key) => bindings.keys(other).some((taken) => overlap(key, taken)));

  it('never gives one key to two actions of a context', () => {
    const found = pairs.filter(
      ([one, other]) => table[one].context === table[other].context && clash(one, other),
    );
    expect(found).toEqual([]);
  });

  it('says where an inner context takes a key from an outer one', () => {
    const hides = (inner: KeyId, outer: KeyId) =>
      around(table[inner].context).includes(table[outer].context) &&
      !(table[inner].typing === 'all') &&
      !table[inner].shadows?.includes(outer);
    const found = pairs.filter(
      ([one, other]) => clash(one, other) && (hides(one, other) || hides(other, one)),
    );
    expect(found).toEqual([]);
  });
});

describe('matches', () => {
  const azerty = { code: 'KeyQ' };
  const cases: [string, Pressed, boolean][] = [
    ['A', press('a', azerty), true],
    ['A', press('A', { shiftKey: true }), false],
    ['Shift+A', press('A', { shiftKey: true }), true],
    ['A', press('ф', { code: 'KeyA' }), true],
    ['Q', press('a', azerty), false],
    ['A', press('a', { isComposing: true }), false],
    ['A', press('a', { altKey: true }), false],
    ['A', press('a', { ctrlKey: true }), false],
    ['Ctrl+K', press('k', { ctrlKey: true }), true],
    ['Ctrl+K', press('k', { ctrlKey: true, altKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['/', press('/', { shiftKey: true, code: 'Digit7' }), true],
    ['Space', press(' '), true],
    ['Enter', press('Enter', { shiftKey: true }), false],
  ];

  it.each(cases)('%s and %o: %s', (combo, event, expected) => {
    expect(matches(parse(combo), event, false)).toBe(expected);
  });

  it('takes Cmd for Ctrl on macOS', () => {
    expect(matches(parse('Ctrl+K'), press('k', { metaKey: true }), true)).toBe(true);
    expect(matches(parse('Ctrl+K'), press('k', { ctrlKey: true }), true)).toBe(false);
    expect(printed('Ctrl+Shift+Z', true)).toBe('⇧⌘Z');
  });
});

it.each([
  [press('1', { code: 'Digit1' }), 1],
  [press('&', { code: 'Digit1' }), 1],
  [press('5', { code: 'Numpad5' }), 5],
  [press('!', { code: 'Digit1', shiftKey: true }), null],
  [press('1', { ctrlKey: true, code: 'Digit1' }), null],
  [press('a', { code: 'KeyA' }), null],
])('the digit of %o is %s', (event, expected) => {
  expect(typedDigit(event)).toBe(expected);
});

describe('NumberBuffer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function typed(digits: number[], numbers: number[], wait = 400): number[] {
    const picked: number[] = [];
    const target = { numbers: () => numbers, pick: (number: number) => void picked.push(number) };
    const buffer = new NumberBuffer(() => wait);
    for (const digit of digits) buffer.push(digit, target);
    vi.advanceTimersByTime(wait);
    return picked;
  }
  const to = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

  it.each<[string, number[], number[], number[]]>([
    ['at once with few', [3], to(3), [3]],
    ['nothing beyond the last', [4], to(3), []],
    ['two digits', [1, 4], to(25), [14]],
    ['one digit after the wait', [1], to(25), [1]],
    ['at once when no longer number can follow', [3], to(25), [3]],
    ['begins again when no number begins so', [2, 9], to(25), [9]],
    ['0 is the tenth of ten', [0], to(10), [10]],
    ['1 of ten does not wait for 10', [1], to(10), [1]],
    ['0 is 0 on a scale that has it', [0], [0, 1, 2], [0]],
    ['1 and 0 are 10 on a scale from 0', [1, 0], [0, ...to(10)], [10]],
  ])('%s', (_, digits, numbers, expected) => {
    expect(typed(digits, numbers)).toEqual(expected);
  });
});

describe('KeyDispatcher', () => {
  function pressed(
    dispatcher: KeyDispatcher,
    key: string,
    target?: HTMLElement,
    init: KeyboardEventInit = {},
  ) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    const listener = (heard: Event) => dispatcher.handle(heard as KeyboardEvent);
    window.addEventListener('keydown', listener);
    (target ?? document.body).dispatchEvent(event);
    window.removeEventListener('keydown', listener);
    return event;
  }

  function element<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
    return document.body.appendChild(document.createElement(tag));
  }

  afterEach(() => document.body.replaceChildren());

  it('lets the inner context win and the outer have the rest', () => {
    const dispatcher = new KeyDispatcher();
    const done: string[] = [];
    dispatcher.register({
      context: 'span',
      handlers: { 'span.remove': () => void done.push('mark') },
    });
    dispatcher.register({
      context: 'record',
      handlers: { 'record.discard': () => void done.push('record') },
    });
    expect(pressed(dispatcher, 'Backspace').defaultPrevented).toBe(true);
    expect(done).toEqual(['mark']);
  });

  it('goes on when a handler declines', () => {
    const dispatcher = new KeyDispatcher();
    const done: string[] = [];
    dispatcher.register({ context: 'span', handlers: { 'span.remove': () => false } });
    dispatcher.register({
      context: 'record',
      handlers: { 'record.discard': () => void done.push('record') },
    });
    pressed(dispatcher, 'Backspace');
    expect(done).toEqual(['record']);
  });

  it('leaves typing alone, except for keys that say so', () => {
    const dispatcher = new KeyDispatcher();
    const submit = vi.fn();
    dispatcher.register({
      context: 'record',
      handlers: { 'record.submit': submit, 'record.skip': submit },
    });
    const box = element('textarea');
    expect(pressed(dispatcher, 's', box).defaultPrevented).toBe(false);
    expect(pressed(dispatcher, 'Enter', box).defaultPrevented).toBe(false);
    pressed(dispatcher, 'Enter', box, { ctrlKey: true });
    expect(submit).toHaveBeenCalledOnce();
  });

  it('leaves Enter on a button and arrows on a radio to the browser', () => {
    const dispatcher = new KeyDispatcher();
    const act = vi.fn();
    dispatcher.register({
      context: 'record',
      handlers: { 'record.submit': act, 'record.next': act },
    });
    const radio = element('input');
    radio.type = 'radio';
    pressed(dispatcher, 'Enter', element('button'));
    pressed(dispatcher, 'ArrowRight', radio);
    expect(act).not.toHaveBeenCalled();
    pressed(dispatcher, 'Enter', radio);
    expect(act).toHaveBeenCalledOnce();
  });

  it('acts once while a key is held', () => {
    const dispatcher = new KeyDispatcher();
    const [submit, next] = [vi.fn(), vi.fn()];
    dispatcher.register({
      context: 'record',
      handlers: { 'record.submit': submit, 'record.next': next },
    });
    pressed(dispatcher, 'Enter', undefined, { repeat: true });
    pressed(dispatcher, 'j', undefined, { repeat: true });
    expect([submit.mock.calls.length, next.mock.calls.length]).toEqual([0, 1]);
  });

  it('sends digits to the active question', () => {
    const dispatcher = new KeyDispatcher();
    const picked: number[] = [];
    let active = false;
    dispatcher.register({
      context: 'label',
      active: () => active,
      handlers: {},
      digits: {
        id: 'option.pick',
        numbers: () => [1, 2],
        pick: (number) => void picked.push(number),
      },
    });
    pressed(dispatcher, '2');
    active = true;
    pressed(dispatcher, '2');
    expect(picked).toEqual([2]);
  });

  it('does nothing by single keys once they are off', () => {
    const dispatcher = new KeyDispatcher();
    const act = vi.fn();
    dispatcher.register({
      context: 'record',
      handlers: { 'record.skip': act, 'record.draft': act },
    });
    dispatcher.bindings.take({ single: false });
    for (const letter of 'abcdefghijklmnopqrstuvwxyz/?0123456789') pressed(dispatcher, letter);
    expect(act).not.toHaveBeenCalled();
    pressed(dispatcher, 's', undefined, { ctrlKey: true });
    expect(act).toHaveBeenCalledOnce();
  });
});

describe('Bindings', () => {
  it('names what a change would collide with, also while single keys are off', () => {
    const bindings = new Bindings();
    expect(bindings.collisions('record.skip', 'J')).toEqual(['record.next']);
    expect(bindings.collisions('record.skip', 'Shift+S')).toEqual([]);
    bindings.take({ single: false });
    expect(bindings.collisions('record.skip', '5')).toContain('option.pick');
  });

  it('takes a change and takes it back', () => {
    const bindings = new Bindings();
    bindings.take({ overrides: bindings.changed('record.skip', ['Y']) });
    expect(bindings.hint('record.skip')).toBe('Y');
    expect(bindings.changed('record.skip', ['S'])).toEqual({});
    bindings.take({ overrides: bindings.changed('record.skip', null) });
    expect(bindings.hint('record.skip')).toBe('S');
  });

  it('knows what cannot be changed', () => {
    expect([isFree('option.move'), isFree('option.pick'), isFree('undo')]).toEqual([
      false,
      false,
      true,
    ]);
    expect([isNumbers('option.pick'), isNumbers('undo')]).toEqual([true, false]);
  });
});

it.each([
  [press('y'), 'Y'],
  [press('Y', { shiftKey: true }), 'Shift+Y'],
  [press('н', { code: 'KeyY' }), 'Y'],
  [press('?', { shiftKey: true }), '?'],
  [press(' '), 'Space'],
  [press('Enter', { ctrlKey: true }), 'Ctrl+Enter'],
  [press('w', { ctrlKey: true }), null],
  [press('1', { ctrlKey: true }), null],
  [press('y', { altKey: true }), null],
  [press('Escape'), null],
  [press('F5'), null],
  [press('Dead'), null],
  [press('Shift', { shiftKey: true }), null],
])('%o is written %s', (event, expected) => {
  const text = written(event, false);
  expect(text).toBe(expected);
  if (text !== null) expect(matches(parse(text), event, false)).toBe(true);
});
