import { blocks, chunks, type Block } from './blocks';
import { firstWhere } from './search';
import type { Stretch } from './types';

export interface Place {
  node: Node;
  offset: number;
}

/** Where something is on the screen, from above. */
export interface Band {
  top: number;
  bottom: number;
}

/**
 * A text in the document, as elements whose text nodes joined are the text. Offsets (UTF-16 units)
 * become places in the document and back; nothing else may change what is inside `root`.
 */
export class TextDom {
  readonly root: HTMLElement;
  /** How often the text was drawn anew: places known before are of nodes that are gone. */
  writing = 0;
  #text = '';
  #nodes: Text[] = [];
  #starts: number[] = [];
  #blocks: HTMLElement[] = [];
  #blockStarts: number[] = [];
  #chunks: HTMLElement[] = [];

  constructor(root: HTMLElement) {
    this.root = root;
  }

  get text(): string {
    return this.#text;
  }

  /** Draws the text anew. */
  write(text: string): void {
    this.#text = text;
    this.writing += 1;
    [this.#nodes, this.#starts, this.#blocks, this.#blockStarts] = [[], [], [], []];
    const groups = chunks(blocks(text), text.length);
    this.#chunks = groups.map((group) => this.#chunk(group, groups.length > 1));
    this.root.replaceChildren(...this.#chunks);
  }

  /** Whether the document still shows the text, letter by letter. */
  isIntact(): boolean {
    return this.root.textContent === this.#text;
  }

  #chunk(group: Block[], far: boolean): HTMLElement {
    const element = document.createElement('div');
    if (far) element.dataset['chunk'] = '';
    for (const block of group) element.append(this.#block(block));
    return element;
  }

  #block(block: Block): HTMLElement {
    const element = document.createElement('div');
    // Each line has the direction of its own first letter.
    element.dir = 'auto';
    element.dataset['line'] = block.end - block.start > 1 ? '' : 'empty';
    block.nodes.forEach((start, at) => {
      const node = document.createTextNode(
        this.#text.slice(start, block.nodes[at + 1] ?? block.end),
      );
      element.append(node);
      this.#nodes.push(node);
      this.#starts.push(start);
    });
    this.#blocks.push(element);
    this.#blockStarts.push(block.start);
    return element;
  }

  /** The place of an offset; at a border the part after it, or before it with `end`. */
  place(offset: number, end = false): Place {
    const at = Math.min(Math.max(offset, 0), this.#text.length);
    const after = firstWhere(0, this.#starts.length, (node) => {
      const start = this.#starts[node] ?? 0;
      return end && at > 0 ? start >= at : start > at;
    });
    const index = Math.max(after - 1, 0);
    const node = this.#nodes[index];
    return node
      ? { node, offset: at - (this.#starts[index] ?? 0) }
      : { node: this.root, offset: 0 };
  }

  range(start: number, end: number): Range {
    const [from, to] = [this.place(start), this.place(end, true)];
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** The offset of a place in the document; null outside the text. */
  offset(node: Node, offset: number): number | null {
    if (!this.root.contains(node)) return null;
    const own = node instanceof Text ? this.#at(node) : undefined;
    if (own !== undefined) return own + Math.min(offset, node.textContent?.length ?? 0);
    const following = node.childNodes[offset];
    if (following !== undefined) return this.#first(following);
    // Behind the last child: where what follows the element begins.
    const last = document.createRange();
    last.selectNodeContents(this.root);
    last.setEnd(node, offset);
    return Math.min(last.toString().length, this.#text.length);
  }

  #first(node: Node): number {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = node instanceof Text ? node : walker.nextNode();
    return (found instanceof Text ? this.#at(found) : undefined) ?? this.#text.length;
  }

  /** Nodes are in the order of the document: found by halves, without a table. */
  #at(node: Text): number | undefined {
    const index = firstWhere(0, this.#nodes.length, (at) => {
      const other = this.#nodes[at];
      return other === node || !other || !isBefore(other, node);
    });
    return this.#nodes[index] === node ? this.#starts[index] : undefined;
  }

  /** The line elements that share a position with the stretch, with where they start. */
  lines({ start, end }: Stretch): { element: HTMLElement; start: number; end: number }[] {
    const found = [];
    let at = firstWhere(0, this.#blocks.length, (line) => (this.#blockStarts[line] ?? 0) > start);
    for (at = Math.max(at - 1, 0); at < this.#blocks.length; at += 1) {
      const [element, from] = [this.#blocks[at], this.#blockStarts[at] ?? 0];
      if (element === undefined || (from >= end && from > start)) break;
      found.push({ element, start: from, end: this.#blockStarts[at + 1] ?? this.#text.length });
    }
    return found;
  }

  /** The text whose drawing reaches into `band`, in whole nodes, found with O(log n) questions to `where`. */
  within(band: Band, where: (part: HTMLElement | Text) => Band | null = boxOf): Stretch {
    const chunk = reach(this.#chunks, 0, this.#chunks.length, band, where);
    const bounds = this.#bounds(chunk);
    const [first, last] = reach(this.#nodes, bounds[0], bounds[1], band, where);
    return {
      start: this.#starts[first] ?? 0,
      end: last >= this.#nodes.length ? this.#text.length : (this.#starts[last] ?? 0),
    };
  }

  /** The nodes of chunks. */
  #bounds([from, to]: [number, number]): [number, number] {
    const node = (chunk: HTMLElement | undefined) =>
      chunk === undefined
        ? this.#nodes.length
        : firstWhere(0, this.#nodes.length, (at) => {
            const own = this.#nodes[at];
            return own === undefined || chunk.contains(own) || isBefore(chunk, own);
          });
    return [node(this.#chunks[from]), node(this.#chunks[to])];
  }
}

/** From the first part that ends below the top of the band to behind the last that starts above its bottom. */
function reach<P>(
  parts: readonly P[],
  low: number,
  high: number,
  band: Band,
  where: (part: P) => Band | null,
): [number, number] {
  const box = (at: number): Band | null => {
    const part = parts[at];
    return part === undefined ? null : where(part);
  };
  const first = firstWhere(low, high, (at) => (box(at)?.bottom ?? Infinity) >= band.top);
  const last = firstWhere(first, high, (at) => (box(at)?.top ?? Infinity) > band.bottom);
  return [first, last];
}

function boxOf(part: HTMLElement | Text): Band | null {
  if (part instanceof HTMLElement) return part.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(part);
  return range.getBoundingClientRect();
}

function isBefore(one: Node, other: Node): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
