import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/ui/tokens.css', 'utf8');

/** Custom properties of every block whose selector names the theme, in order. */
function tokens(theme: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]+)\}/g)) {
    const clean = selector.replace(/\/\*[^]*?\*\//g, '').trim();
    const names = clean.split(',').map((part) => part.trim());
    if (!names.some((name) => name === ':root' || name === `:root[data-theme='${theme}']`))
      continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)) {
      found.set(name, value);
    }
  }
  return found;
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function ratio(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['bg', 'surface', 'sunken'];
const texts = ['text', 'text-2', 'text-3', 'accent', 'accent-strong', 'warn', 'suggest'];
const states = ['pending', 'draft', 'submitted', 'discarded'];
const pairs: [string, string, number][] = [
  ...[...texts, ...states].flatMap((name) =>
    grounds.map((ground): [string, string, number] => [name, ground, 4.5]),
  ),
  ...['border', 'focus'].flatMap((name) =>
    grounds.map((ground): [string, string, number] => [name, ground, 3]),
  ),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['text', 'accent-bg', 4.5],
  ['text-2', 'accent-bg', 4.5],
  ['accent', 'accent-bg', 4.5],
  ['accent-strong', 'accent-bg', 4.5],
  ['text', 'match', 4.5],
  ...['draft', 'submitted', 'discarded', 'warn', 'suggest'].map(
    (name): [string, string, number] => [name, `${name}-bg`, 4.5],
  ),
  ...['draft', 'submitted', 'discarded', 'warn', 'suggest'].map(
    (name): [string, string, number] => ['text', `${name}-bg`, 4.5],
  ),
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((n): [string, string, number][] => [
    [`label-${n}`, 'surface', 3],
    ['text', `label-bg-${n}`, 4.5],
  ]),
];

describe.each(['light', 'dark', 'contrast-light', 'contrast-dark'])('theme %s', (theme) => {
  const colours = tokens(theme);

  it.each(pairs)('%s on %s has at least %d', (front, back, least) => {
    const [one, other] = [colours.get(front), colours.get(back)];
    if (one === undefined || other === undefined) throw new Error(`${front} or ${back} is missing`);
    expect(ratio(one, other)).toBeGreaterThanOrEqual(least);
  });
});

it('computes the ratios that the table of colours gives', () => {
  expect(ratio('#1b1f24', '#fafaf7')).toBeCloseTo(15.84, 2);
  expect(ratio('#8ab4f8', '#1c2026')).toBeCloseTo(7.76, 2);
});
