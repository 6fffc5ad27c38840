import { Marked } from 'marked';
import { pieces } from '../text/pieces';
import { sanitise } from './sanitise';

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // No form elements in a record: a task is a sign.
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

export interface Words {
  code: string;
  table: string;
}

/** Markdown as sanitised nodes; scrolling parts are named and can be reached by key. */
export function render(text: string, words: Words): DocumentFragment {
  const fragment = sanitise(marked.parse(text, { async: false }));
  lower(fragment);
  for (const [selector, name] of [
    ['pre', words.code],
    ['table', words.table],
  ] as const) {
    for (const element of fragment.querySelectorAll(selector)) wrap(element, name);
  }
  for (const block of fragment.querySelectorAll('p, li, h3, h4, h5, h6, td, th, blockquote')) {
    if (!block.hasAttribute('dir')) block.setAttribute('dir', 'auto');
  }
  return fragment;
}

/** Marks words of a search; answers how many. */
export function highlight(root: Node, words: readonly string[]): number {
  if (words.length === 0) return 0;
  let count = 0;
  for (const node of textsOf(root)) {
    const parts = pieces(node.data, words);
    if (!parts.some((part) => part.match)) continue;
    node.replaceWith(
      ...parts.map((part) => {
        if (!part.match) return part.text;
        count += 1;
        const mark = document.createElement('mark');
        mark.textContent = part.text;
        return mark;
      }),
    );
  }
  return count;
}

function textsOf(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

/** Titles of a record stand right below the title of its field, whatever level the highest has. */
function lower(fragment: DocumentFragment): void {
  const titles = [...fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const levelOf = (title: Element) => Number(title.tagName.charAt(1));
  const highest = Math.min(...titles.map(levelOf));
  for (const title of titles) {
    const level = Math.min(6, levelOf(title) - highest + 3);
    const lowered = document.createElement(`h${level}`);
    lowered.append(...title.childNodes);
    title.replaceWith(lowered);
  }
}

function wrap(element: Element, name: string): void {
  const box = document.createElement('div');
  box.className = 'scroll';
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', name);
  element.replaceWith(box);
  box.append(element);
}
