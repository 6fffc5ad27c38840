import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Offsets } from './offsets';
import { random } from './random.testing';

interface Case {
  name: string;
  text: string;
  points: number;
  units: number;
  spans: { start: number; end: number; quote: string; units: [number, number] }[];
}
const { positions } = JSON.parse(readFileSync('../cases/spans.json', 'utf8')) as {
  positions: Case[];
};

describe('positions', () => {
  it.each(positions)('are those of the golden case "$name"', ({ text, points, units, spans }) => {
    const offsets = new Offsets(text);
    expect([offsets.points, offsets.units]).toEqual([points, units]);
    for (const {
      start,
      end,
      quote,
      units: [from, to],
    } of spans) {
      expect([offsets.toUnits(start), offsets.toUnits(end)]).toEqual([from, to]);
      expect([offsets.toPoints(from), offsets.toPoints(to)]).toEqual([start, end]);
      expect(text.slice(from, to)).toBe(quote);
    }
  });

  it('agree with counting, for any text', () => {
    const signs = ['a', 'é', '😀', '\n', '張', '\ud800', '\udc00', '𝒳', '\u0301'];
    const next = random(1);
    for (let round = 0; round < 200; round += 1) {
      const text = Array.from({ length: next(30) }, () => signs[next(signs.length)]).join('');
      const offsets = new Offsets(text);
      let unit = 0;
      [...text].forEach((sign, point) => {
        expect(offsets.toUnits(point)).toBe(unit);
        expect(offsets.toPoints(unit)).toBe(point);
        // Inside a pair is where the pair begins or, as an end, what it holds.
        if (sign.length === 2) expect(offsets.toPoints(unit + 1)).toBe(point);
        unit += sign.length;
      });
      expect(offsets.points).toBe([...text].length);
      expect(offsets.toUnits(offsets.points)).toBe(text.length);
    }
  });

  it('stay within the text', () => {
    const offsets = new Offsets('a😀');
    expect([offsets.toUnits(-1), offsets.toUnits(9)]).toEqual([0, 3]);
    expect([offsets.toPoints(-1), offsets.toPoints(9)]).toEqual([0, 2]);
  });
});
