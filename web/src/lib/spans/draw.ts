import type { TextDom } from './dom';
import type { IntervalIndex } from './intervals';
import { neutral, type Look } from './looks';
import { widths } from './measure';
import { isRtl, joined, placeTags, type Box, type Tag } from './place';
import { hidden, LANES_MAX, lanes, segments } from './segments';
import type { Snapper } from './snap';
import type { Mark, Stretch } from './types';

export interface Drawable extends Mark {
  name: string;
  look: Look;
  /** Drawn as outline: proposed, not answered. */
  isSuggested: boolean;
  lane: number;
}

/** What of a mark is drawn on one line. */
export interface DrawnBox extends Box {
  key: string;
  look: Look;
  lane: number;
  isSuggested: boolean;
  isCurrent: boolean;
}

export interface DrawnTag {
  key: string;
  left: number;
  top: number;
  width: number;
  look: Look;
  name: string;
  isSuggested: boolean;
  rtl: boolean;
}

export interface Tint extends Stretch {
  colour: number;
}

export interface Drawing {
  boxes: DrawnBox[];
  tags: DrawnTag[];
  tints: Tint[];
}

/** Gives every mark its lane; `marks` in order. */
export function withLanes(marks: readonly Omit<Drawable, 'lane'>[]): Drawable[] {
  const laneOf = lanes(marks);
  return marks.map((mark, at) => ({ ...mark, lane: laneOf[at] ?? LANES_MAX }));
}

export interface Scene {
  dom: TextDom;
  index: IntervalIndex<Drawable>;
  snapper: Snapper;
  current: Stretch | null;
  /** Only what lies here is drawn. */
  window: Stretch;
  /** Boxes of stretches as they were measured, for as long as nothing is laid out anew. */
  measured: Map<string, Box[]>;
  /** Of what everything is placed in. */
  origin: { left: number; top: number; width: number };
}

/** Everything to be drawn over the text in the window. */
export function draw(scene: Scene): Drawing {
  const near = scene.index.overlapping(scene.window.start, scene.window.end);
  const seen = near.filter(({ lane }) => lane < LANES_MAX);
  return {
    boxes: seen.flatMap((mark) => boxesOf(mark, scene)),
    tags: tagsOf(seen, near, scene),
    tints: tintsOf(near, scene),
  };
}

/** Whole graphemes of what of the mark lies in the window. */
function visible(mark: Stretch, { snapper, window }: Scene): Stretch {
  const { start, end } = snapper.round(mark);
  return { start: Math.max(start, window.start), end: Math.min(end, window.end) };
}

function boxes(stretch: Stretch, { dom, origin, measured }: Scene): Box[] {
  const key = `${stretch.start} ${stretch.end}`;
  const known = measured.get(key);
  if (known) return known;
  const found = [...dom.range(stretch.start, stretch.end).getClientRects()];
  const own = joined(
    found.map(({ left, top, width, height }) => ({
      left: left - origin.left,
      top: top - origin.top,
      width,
      height,
    })),
  );
  measured.set(key, own);
  return own;
}

/** What is as it was before stays the same object, so that nothing is done for it. */
export function reused<D extends { key: string }>(before: readonly D[], now: readonly D[]): D[] {
  const known = new Map(before.map((one) => [one.key, one]));
  return now.map((one) => {
    const old = known.get(one.key);
    return old && isSame(old, one) ? old : one;
  });
}

function isSame<D extends object>(one: D, other: D): boolean {
  return (Object.keys(one) as (keyof D)[]).every((name) => one[name] === other[name]);
}

function boxesOf(mark: Drawable, scene: Scene): DrawnBox[] {
  const { start, end, label, look, lane, isSuggested } = mark;
  const isCurrent = scene.current?.start === start && scene.current.end === end;
  return boxes(visible(mark, scene), scene).map((box, at) => ({
    ...box,
    key: `${start} ${end} ${label} ${at}`,
    look,
    lane,
    isSuggested,
    isCurrent,
  }));
}

interface Named extends Stretch {
  name: string;
  look: Look;
  isSuggested: boolean;
}

/** Tags of the marks that start in the window, and of those that have no lane any more. */
function tagsOf(seen: Drawable[], near: Drawable[], scene: Scene): DrawnTag[] {
  const more = hidden(
    near,
    near.map(({ lane }) => lane),
  ).map(({ start, end, count }) => ({
    start,
    end,
    name: `+${count}`,
    look: neutral,
    isSuggested: false,
  }));
  const named: Named[] = [...seen, ...more].filter(({ start }) => start >= scene.window.start);
  const widthOf = widths();
  const wanted = named.map((mark) => wantedTag(mark, scene, widthOf));
  const placed = placeTags(wanted, scene.origin.width);
  return named.map(({ start, end, name, look, isSuggested }, at) => ({
    ...(placed[at] ?? { left: 0, top: 0, width: 0 }),
    key: `${start} ${end} ${name}`,
    name,
    look,
    isSuggested,
    rtl: wanted[at]?.rtl ?? false,
  }));
}

function wantedTag(mark: Named, scene: Scene, widthOf: (name: string) => number): Tag {
  const { start, end } = scene.snapper.round(mark);
  const first = scene.snapper.round({ start, end: start + 1 });
  const [box] = boxes(first, scene);
  const rtl = isRtl(scene.dom.text.slice(start, Math.min(end, start + 200)), false);
  const { left, width, top } = box ?? { left: 0, width: 0, top: 0 };
  const wide = widthOf(mark.name) + (mark.isSuggested ? 12 : 0);
  return { at: rtl ? left + width : left, top, rtl, width: wide };
}

/** The topmost mark's tint; suggested marks have none. */
function tintsOf(near: Drawable[], scene: Scene): Tint[] {
  const filled = near.filter(({ isSuggested }) => !isSuggested);
  const tints: Tint[] = [];
  for (const { start, end, top } of segments(filled)) {
    const own = visible({ start, end }, scene);
    const colour = filled[top]?.look.colour ?? 0;
    const last = tints.at(-1);
    if (last && last.end >= own.start && last.colour === colour) last.end = own.end;
    else if (own.start < own.end) tints.push({ ...own, colour });
  }
  return tints;
}

/** How many lanes each line of the text needs; lines with one are left out. */
export function lanesOfLines(dom: TextDom, marks: readonly Drawable[]): Map<HTMLElement, number> {
  const found = new Map<HTMLElement, number>();
  for (const mark of marks) {
    if (mark.lane === 0) continue;
    const needed = Math.min(mark.lane + 1, LANES_MAX);
    for (const { element } of dom.lines(mark))
      found.set(element, Math.max(found.get(element) ?? 1, needed));
  }
  return found;
}
