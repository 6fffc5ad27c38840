import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { QuestionType } from '../api';
import { keys } from '../keys';
import { examples, many, question, suggestion } from './examples';
import { kinds, type QuestionKind, type Values } from './index';
import type { Origin } from './types';

type Any = QuestionKind<QuestionType, Values[QuestionType]>;
type Settings = Parameters<typeof question<QuestionType>>[1];
const options = ['a', 'b', 'c'].map((value) => ({ value, text: `Label ${value}` }));

let mounted: object | null = null;
const onchange = vi.fn();

async function form(
  settings: Settings,
  value: Values[QuestionType] | null,
  more: { suggested?: unknown; origin?: Origin; required?: boolean } = {},
): Promise<HTMLElement> {
  const target = document.createElement('div');
  document.body.append(target);
  const module = await (kinds[settings.type] as Any).component();
  mounted = mount(module.default, {
    target,
    props: {
      question: question('Title', settings, { required: more.required ?? true }),
      number: 1,
      value,
      suggestion: more.suggested === undefined ? null : suggestion(more.suggested, 0.5),
      origin: more.origin ?? 'none',
      error: null,
      isActive: true,
      locale: 'en',
      onchange,
      onactivate: () => undefined,
    },
  });
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((done) => setTimeout(done, 0));
    flushSync();
  }
  return target;
}

function press(key: string, on: Element = document.body, more: KeyboardEventInit = {}): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  flushSync();
}

window.addEventListener('keydown', keys.handle);

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
  sessionStorage.clear();
});

describe('a label question', () => {
  const settings = { type: 'label_selection', options } as const;

  it('is chosen by click, digit and key', async () => {
    const root = await form(settings as unknown as Settings, null);
    const radios = root.querySelectorAll<HTMLInputElement>('input[type=radio]');
    expect(radios).toHaveLength(3);
    radios[1]?.click();
    expect(onchange).toHaveBeenLastCalledWith('b', 'key');
    press('3');
    expect(onchange).toHaveBeenLastCalledWith('c', 'digit');
  });

  it.each<[boolean, Origin, string | null]>([
    [true, 'mine', 'b'],
    [false, 'mine', null],
    [false, 'suggested', 'b'],
  ])('chosen again, required %s and %s, it is %s', async (required, origin, expected) => {
    await form(settings as unknown as Settings, 'b', { required, origin });
    press('2');
    expect(onchange).toHaveBeenLastCalledWith(expected, 'digit');
  });

  it('folds to the visible options and those that matter', async () => {
    const twelve = { type: 'label_selection', options: many(12), visible_options: 3 } as const;
    const root = await form(twelve as unknown as Settings, 'p11', { suggested: 'p8' });
    const shown = () => [...root.querySelectorAll('input')].map((input) => input.value);
    expect(shown()).toEqual(['p0', 'p1', 'p2', 'p8', 'p11']);
    press('l');
    expect(shown()).toHaveLength(12);
  });

  it('is a combobox with many options', async () => {
    const all = { type: 'label_selection', options: many(5000) } as const;
    const root = await form(all as unknown as Settings, null, { suggested: 'p4242' });
    await vi.waitFor(() => expect(root.querySelector('[role=combobox]')).not.toBeNull(), 5_000);
    press('t');
    await new Promise((done) => setTimeout(done, 0));
    const input = root.querySelector<HTMLInputElement>('[role=combobox]');
    if (!input) throw new Error('no combobox');
    // Not `toBe`: writing out two elements that differ takes minutes.
    await vi.waitFor(() => expect(document.activeElement === input).toBe(true), 5_000);
    input.click();
    flushSync();
    expect(root.querySelectorAll('[role=option]').length).toBeLessThan(40);
    expect(root.querySelector('[role=option]')?.textContent).toContain('0.50');
    input.value = 'oak lamp 7';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    const active = document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toContain('oak lamp 7');
    press('Enter', input);
    expect(onchange).toHaveBeenLastCalledWith('p622', 'key');
    expect(document.activeElement?.tagName).toBe('FIELDSET');
  });
});

describe('a multi-label question', () => {
  const settings = { type: 'multi_label_selection', options, options_order: 'natural' } as const;

  it('toggles, and none is no answer', async () => {
    await form(settings as unknown as Settings, ['a']);
    press('2');
    expect(onchange).toHaveBeenLastCalledWith(['a', 'b'], 'digit');
    press('1');
    expect(onchange).toHaveBeenLastCalledWith(null, 'digit');
  });

  it('shows chosen labels of a long list as chips', async () => {
    const long = { ...settings, options: many(30) };
    const root = await form(long as unknown as Settings, ['p1', 'p2']);
    await vi.waitFor(() => expect(root.querySelector('.chip')).not.toBeNull(), 5_000);
    const remove = root.querySelector<HTMLElement>('button[aria-label="Remove narrow chair 1"]');
    remove?.click();
    expect(onchange).toHaveBeenLastCalledWith(['p2'], 'key');
  });
});

describe('a ranking question', () => {
  const settings = { type: 'ranking', options } as const;
  const value = [
    { value: 'a', rank: 1 },
    { value: 'b', rank: 2 },
    { value: 'c', rank: null },
  ];
  const ranks = () =>
    (onchange.mock.lastCall?.[0] as { rank: number | null }[] | null)?.map((one) => one.rank);
  const grip = (root: HTMLElement, item: string) =>
    root.querySelector<HTMLElement>(`[data-item="${item}"] .grip`) ?? root;

  it('ranks the focused item by digit and goes to the next', async () => {
    const root = await form(settings as unknown as Settings, value);
    grip(root, 'c').focus();
    flushSync();
    press('1', grip(root, 'c'));
    expect(ranks()).toEqual([1, 2, 1]);
  });

  it('ranks by its select', async () => {
    const root = await form(settings as unknown as Settings, value);
    const select = root.querySelector<HTMLSelectElement>('[data-item="a"] select');
    if (!select) throw new Error('no select');
    select.value = '3';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(ranks()).toEqual([3, 2, null]);
  });

  it('moves by Shift and arrows, clears, and is named with its place', async () => {
    const root = await form(settings as unknown as Settings, value);
    grip(root, 'b').focus();
    flushSync();
    expect(grip(root, 'b').getAttribute('aria-label')).toBe('Label b, rank 2 of 3');
    press('ArrowUp', grip(root, 'b'), { shiftKey: true });
    expect(ranks()).toEqual([2, 1, null]);
    press('Delete', grip(root, 'b'));
    expect(ranks()).toEqual([1, null, null]);
  });

  it('is picked up, ties on the way, and goes back on Escape', async () => {
    const root = await form(settings as unknown as Settings, value);
    grip(root, 'b').focus();
    grip(root, 'b').click();
    flushSync();
    press('ArrowUp', grip(root, 'b'));
    expect(ranks()).toEqual([1, 1, null]);
    press('Escape', grip(root, 'b'));
    expect(onchange).toHaveBeenLastCalledWith(value, 'key');
  });
});

describe('a text question', () => {
  const settings = { type: 'text', use_markdown: true } as const;

  it('is written, left and previewed', async () => {
    const root = await form(settings as unknown as Settings, '**bold**');
    press('e');
    await new Promise((done) => setTimeout(done, 0));
    const area = root.querySelector('textarea');
    if (!area) throw new Error('no box');
    await vi.waitFor(() => expect(document.activeElement === area).toBe(true), 5_000);
    area.value = 'x';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    expect(onchange).toHaveBeenLastCalledWith('x', 'typing');
    press('Escape', area);
    expect(document.activeElement?.tagName).toBe('FIELDSET');
    press('d');
    await vi.waitFor(() => expect(root.querySelector('strong')?.textContent).toBe('bold'), 5_000);
  });

  it('offers the suggestion and says what was changed', async () => {
    const root = await form(settings as unknown as Settings, 'a x', { suggested: 'a b' });
    await vi.waitFor(
      () => expect(root.querySelector('summary')?.textContent).toContain('1 change'),
      5_000,
    );
    const back = [...root.querySelectorAll('button')].at(-1);
    back?.click();
    expect(onchange).toHaveBeenLastCalledWith('a b', 'suggestion');
  });
});

it('takes every example as an answer of its type', () => {
  for (const { question: one, value } of examples) {
    const { logic } = kinds[one.settings.type] as Any;
    if (value === null) continue;
    const back = logic.fromWire(one.settings, JSON.parse(JSON.stringify(logic.toWire(value))));
    expect(logic.same(back, value)).toBe(true);
  }
});
