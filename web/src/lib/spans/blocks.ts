/** How a text is laid out in elements: nodes in blocks (lines) in chunks. All in UTF-16 units. */

/** Texts above this size are drawn in chunks that the browser skips while they are far away. */
export const CHUNKED_FROM = 20_000;
const CHUNK_UNITS = 4_000;
/** A node is the smallest part whose place is asked for. */
const NODE_UNITS = 1_000;

export interface Block {
  start: number;
  /** Ends with the line feed, except the last. */
  end: number;
  /** Where its text nodes start. */
  nodes: number[];
}

/** The lines of a text; joined again they are the text. */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  let start = 0;
  do {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    found.push({ start, end, nodes: nodesOf(text, start, end) });
    start = end;
  } while (start < text.length);
  return found;
}

/** Groups of blocks of about the same size. */
export function chunks(all: readonly Block[], units: number): Block[][] {
  if (units <= CHUNKED_FROM) return [[...all]];
  const found: Block[][] = [];
  let [group, size]: [Block[], number] = [[], 0];
  for (const block of all) {
    group.push(block);
    size += block.end - block.start;
    if (size < CHUNK_UNITS) continue;
    found.push(group);
    [group, size] = [[], 0];
  }
  if (group.length > 0) found.push(group);
  return found;
}

/** Long lines are cut after spaces, so that no letters that join are parted. */
function nodesOf(text: string, start: number, end: number): number[] {
  const found = [start];
  for (let at = start + NODE_UNITS; at < end; at += NODE_UNITS) {
    const cut = text.lastIndexOf(' ', at) + 1;
    if (cut > (found.at(-1) ?? start) && cut < end) found.push(cut);
  }
  return found;
}
