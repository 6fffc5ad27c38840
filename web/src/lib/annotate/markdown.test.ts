import { expect, it } from 'vitest';
import { blocksOf, inlineOf } from './markdown';

it('reads headings, paragraphs, lists, quotes and code', () => {
  const kinds = blocksOf('# A\n\ntext\nmore\n\n- a\n- b\n1. c\n> q\n---\n```\n<b>\n```\n').map(
    (block) => block.kind,
  );
  expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'code']);
});

it('marks words, and links to web addresses only', () => {
  expect(inlineOf('a **b** *c* `d` [e](https://x.org) [f](javascript:alert(1))')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'e', href: 'https://x.org' },
    { kind: 'text', text: ' ' },
    { kind: 'text', text: '[f](javascript:alert(1)' },
    { kind: 'text', text: ')' },
  ]);
  expect(inlineOf('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'text', text: '<img src=x onerror=alert(1)>' },
  ]);
});
