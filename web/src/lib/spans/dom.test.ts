import { beforeEach, describe, expect, it } from 'vitest';
import { blocks, chunks } from './blocks';
import { TextDom } from './dom';
import { random } from './random.testing';

function written(text: string): TextDom {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const dom = new TextDom(root);
  dom.write(text);
  return dom;
}

const long = Array.from(
  { length: 1_200 },
  (_, at) => `line ${at} with 😀 and ${'x '.repeat(at % 9)}`,
).join('\n');

describe('the text in the document', () => {
  it.each(['', 'a', 'a\n', '\n\na', 'a\r\nb', '  two  \n\t', 'x '.repeat(5_000), long])(
    'is the text, letter by letter',
    (text) => {
      const dom = written(text);
      expect(dom.root.textContent).toBe(text);
      expect(dom.isIntact()).toBe(true);
    },
  );

  it('is laid out in chunks where it is long', () => {
    const all = blocks(long);
    const groups = chunks(all, long.length);
    expect(groups.flat()).toEqual(all);
    expect(groups.length).toBeGreaterThan(5);
    expect(chunks(blocks('a\nb'), 3)).toHaveLength(1);
  });

  it('gives places for offsets and offsets for places', () => {
    const next = random(11);
    for (const text of ['a\nbb\n\nccc', 'word '.repeat(700), long]) {
      const dom = written(text);
      for (let round = 0; round < 25; round += 1) {
        const at = next(text.length + 1);
        for (const end of [false, true]) {
          const { node, offset } = dom.place(at, end);
          expect(dom.offset(node, offset)).toBe(at);
        }
        const to = Math.min(text.length, at + next(3_000));
        expect(dom.range(at, to).toString()).toBe(text.slice(at, to));
      }
    }
  });

  it('understands places between elements', () => {
    const dom = written('ab\ncd\nef');
    const [chunk] = dom.root.children;
    expect(dom.offset(dom.root, 0)).toBe(0);
    expect(dom.offset(dom.root, 1)).toBe(8);
    expect(dom.offset(chunk as Node, 1)).toBe(3);
    expect(dom.offset((chunk as Element).children[1] as Node, 1)).toBe(6);
    expect(dom.offset(document.body, 0)).toBeNull();
  });

  it('knows the lines of a stretch', () => {
    const dom = written('ab\ncd\nef');
    const lines = (start: number, end: number) =>
      dom.lines({ start, end }).map(({ element }) => element.textContent);
    expect(lines(1, 2)).toEqual(['ab\n']);
    expect(lines(2, 7)).toEqual(['ab\n', 'cd\n', 'ef']);
    expect(lines(3, 6)).toEqual(['cd\n']);
  });
});

describe('what is near the screen', () => {
  let asked = 0;
  beforeEach(() => (asked = 0));

  it('is found by asking for few places', () => {
    const dom = written(long);
    const all = dom.root.textContent;
    // Every line is 20 high; a chunk is as high as its lines.
    const heights = new Map<Node, number>();
    let count = 0;
    for (const chunk of dom.root.children) {
      heights.set(chunk, count);
      for (const line of chunk.children) {
        for (const node of line.childNodes) heights.set(node, count);
        count += 1;
      }
    }
    const where = (part: HTMLElement | Text) => {
      asked += 1;
      const first = heights.get(part) ?? 0;
      const lines = part instanceof HTMLElement ? part.children.length : 1;
      return { top: first * 20, bottom: (first + lines) * 20 };
    };
    const { start, end } = dom.within({ top: 10_000, bottom: 10_900 }, where);
    const before = all.slice(0, start).split('\n').length - 1;
    const through = all.slice(0, end).split('\n').length - 1;
    expect(before).toBeGreaterThan(490);
    expect(before).toBeLessThanOrEqual(500);
    expect(through).toBeGreaterThanOrEqual(545);
    expect(through).toBeLessThan(560);
    expect(asked).toBeLessThan(80);
  });
});
