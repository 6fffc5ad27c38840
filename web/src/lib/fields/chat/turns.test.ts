import { describe, expect, it } from 'vitest';
import { isLong, turnsOf } from './turns';

const turn = (role: string, content: string) => ({ role, content });

describe('turnsOf', () => {
  it.each<[unknown, string | null]>([
    [[], ''],
    [
      [turn('system', 's'), turn('user', 'a'), turn('assistant', 'b'), turn('tool', '3')],
      'whole start end whole',
    ],
    [[turn('assistant', 'a'), turn('user', 'b'), turn('critic', 'c')], 'start end end'],
    ['text', null],
    [[{ role: 'user' }], null],
    [[null], null],
    [[{ role: 3, content: 'x' }], null],
  ])('%j stands %s', (value, sides) => {
    const turns = turnsOf(value);
    expect(turns?.map((one) => one.side).join(' ') ?? null).toBe(sides);
  });

  it.each<[string, string, [string, unknown][]]>([
    ['{"name":"sum","arguments":{"a":1}}', '', [['sum', { a: 1 }]]],
    [
      '{"content":"Let me see","tool_calls":[{"function":{"name":"f","arguments":"{\\"x\\":2}"}}]}',
      'Let me see',
      [['f', { x: 2 }]],
    ],
    ['Now: <tool_call>{"name":"f","parameters":{}}</tool_call>', 'Now:', [['f', {}]]],
    ['<tool_call>broken</tool_call>', '<tool_call>broken</tool_call>', []],
    ['{"a":1}', '{"a":1}', []],
    ['{not json', '{not json', []],
  ])('%s says %o and calls %j', (content, text, calls) => {
    const [found] = turnsOf([turn('assistant', content)]) ?? [];
    expect(found?.text).toBe(text);
    expect(found?.calls.map((call) => [call.name, call.args])).toEqual(calls);
  });

  it('knows what is data', () => {
    const turns = turnsOf([turn('tool', '{"a":[1]}'), turn('tool', '42')]);
    expect(turns?.map((one) => one.data)).toEqual([{ a: [1] }, undefined]);
  });
});

it('folds long turns', () => {
  expect(isLong('a'.repeat(1200))).toBe(false);
  expect(isLong('a'.repeat(1201))).toBe(true);
  expect(isLong('a\n'.repeat(21))).toBe(true);
});
