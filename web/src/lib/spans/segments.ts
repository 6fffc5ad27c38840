import { firstWhere } from './search';
import { inOrder, type Stretch } from './types';

/** Lanes that are drawn under a line; more are told as a number. */
export const LANES_MAX = 5;

export interface Segment extends Stretch {
  /** The mark whose tint shows: of those there the one that starts last, the shorter of two. */
  top: number;
  /** How many marks lie there. */
  depth: number;
}

/** The stretches between all edges of `marks` (in order) that have marks, from the left. */
export function segments(marks: readonly Stretch[]): Segment[] {
  const edges = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const place = (edge: number) => firstWhere(0, edges.length, (at) => (edges[at] ?? 0) >= edge);
  const top = new Int32Array(edges.length).fill(-1);
  const steps = new Int32Array(edges.length + 1);
  // From the topmost down, each takes what is left: `next` jumps over what is taken.
  const next = Int32Array.from({ length: edges.length + 1 }, (_, at) => at);
  for (let mark = marks.length - 1; mark >= 0; mark -= 1) {
    const own = marks[mark];
    if (own === undefined) continue;
    const [from, to] = [place(own.start), place(own.end)];
    steps[from] = (steps[from] ?? 0) + 1;
    steps[to] = (steps[to] ?? 0) - 1;
    for (let at = skip(next, from); at < to; at = skip(next, at)) {
      top[at] = mark;
      next[at] = at + 1;
    }
  }
  return collect(edges, top, steps);
}

function skip(next: Int32Array, from: number): number {
  let at = from;
  for (let to = next[at] ?? at; to !== at; to = next[at] ?? at) {
    next[at] = next[to] ?? to;
    at = to;
  }
  return at;
}

function collect(edges: number[], tops: Int32Array, steps: Int32Array): Segment[] {
  const found: Segment[] = [];
  let depth = 0;
  edges.forEach((start, at) => {
    depth += steps[at] ?? 0;
    const [end, top] = [edges[at + 1], tops[at] ?? -1];
    if (end !== undefined && top >= 0) found.push({ start, end, top, depth });
  });
  return found;
}

/** The lane of each of `marks` (in order): the first that is free, `LANES_MAX` if none is. */
export function lanes(marks: readonly Stretch[]): number[] {
  const ends: number[] = Array.from({ length: LANES_MAX }, () => -Infinity);
  return marks.map(({ start, end }) => {
    const lane = ends.findIndex((taken) => taken <= start);
    if (lane < 0) return LANES_MAX;
    ends[lane] = end;
    return lane;
  });
}

export interface More extends Stretch {
  count: number;
}

/** Where marks without a lane lie and how many at most at once. */
export function hidden(marks: readonly Stretch[], laneOf: readonly number[]): More[] {
  const without = marks.filter((_, at) => laneOf[at] === LANES_MAX).sort(inOrder);
  const runs: More[] = [];
  for (const { start, end, depth } of segments(without)) {
    const last = runs.at(-1);
    if (last?.end === start) {
      last.end = end;
      last.count = Math.max(last.count, depth);
    } else runs.push({ start, end, count: depth });
  }
  return runs;
}
