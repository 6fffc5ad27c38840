import type { TextDom } from './dom';
import type { Stretch } from './types';

/** What is selected of the text; null if the selection is elsewhere. */
export function selected(dom: TextDom): Stretch | null {
  const selection = document.getSelection();
  if (!selection?.anchorNode || !selection.focusNode) return null;
  const anchor = dom.offset(selection.anchorNode, selection.anchorOffset);
  const focus = dom.offset(selection.focusNode, selection.focusOffset);
  if (anchor === null || focus === null) return null;
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
}

/** Selects in the text and brings it on the screen if it is not there. */
export function select(dom: TextDom, start: number, end: number): void {
  const [from, to] = [dom.place(start), dom.place(end, end > start)];
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  const line = from.node.parentElement;
  const box = (
    start < end ? dom.range(start, end) : dom.range(start, start + 1)
  ).getBoundingClientRect();
  if (box.height > 0 && box.top >= 60 && box.bottom <= innerHeight - 60) return;
  reveal(line, box);
}

/** A line may be higher than the screen: the letter itself has to be seen. */
function reveal(line: HTMLElement | null, box: DOMRect): void {
  if (line === null) return;
  line.scrollIntoView({ block: 'nearest' });
  const after = line.getBoundingClientRect();
  if (after.height <= innerHeight / 2) return line.scrollIntoView({ block: 'center' });
  const scroller = scrollerOf(line);
  scroller.scrollBy({ top: box.top - innerHeight / 2 });
}

function scrollerOf(element: HTMLElement): Element {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight)
      return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** Lets nothing be written: every change of the text by the browser is refused, what comes through is taken back. */
export function guard(dom: TextDom): () => void {
  const root = dom.root;
  const refuse = (event: Event) => event.preventDefault();
  const kinds = ['beforeinput', 'paste', 'cut', 'drop', 'dragstart', 'dragover'];
  for (const kind of kinds) root.addEventListener(kind, refuse);
  const observer = new MutationObserver(() => {
    if (dom.isIntact()) return observer.takeRecords();
    const before = selected(dom);
    dom.write(dom.text);
    if (before && root.contains(document.activeElement)) select(dom, before.start, before.start);
    return observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => {
    observer.disconnect();
    for (const kind of kinds) root.removeEventListener(kind, refuse);
  };
}

/** Copies the text itself, not how it is laid out in lines. */
export function copy(dom: TextDom, event: ClipboardEvent): void {
  const part = selected(dom);
  if (part === null || part.start === part.end) return;
  event.clipboardData?.setData('text/plain', dom.text.slice(part.start, part.end));
  event.preventDefault();
}
