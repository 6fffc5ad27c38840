/** Where tags and lines go, from boxes of the text; numbers only. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Boxes that touch on one line become one; a mark over mixed directions stays several. */
export function joined(boxes: readonly Box[]): Box[] {
  const found: Box[] = [];
  for (const box of boxes) {
    if (box.width < 0.5) continue;
    const near = found.find((other) => isBeside(other, box));
    if (near) Object.assign(near, union(near, box));
    else found.push({ ...box });
  }
  return found;
}

function isBeside(one: Box, other: Box): boolean {
  const level = Math.abs(one.top - other.top) < Math.min(one.height, other.height) / 2;
  const apart =
    Math.max(one.left, other.left) - Math.min(one.left + one.width, other.left + other.width);
  return level && apart < 1;
}

function union(one: Box, other: Box): Box {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** A tag that wants to stand where its mark starts. */
export interface Tag {
  /** Where the mark starts: its left edge, or its right edge in right-to-left text. */
  at: number;
  top: number;
  rtl: boolean;
  /** How wide the whole name is. */
  width: number;
}

export interface PlacedTag {
  left: number;
  top: number;
  width: number;
}

/** Narrower than this a tag says nothing. */
export const TAG_MIN = 24;
const GAP = 2;

/**
 * One row of tags over each line of text: each begins at its mark or behind the tag before it, and is
 * cut where the next one begins. From the right where the text runs so.
 */
export function placeTags(tags: readonly Tag[], width: number): PlacedTag[] {
  const placed: PlacedTag[] = tags.map(() => ({ left: 0, top: 0, width: 0 }));
  for (const row of rows(tags)) {
    const mirrored = row.filter((at) => tags[at]?.rtl === true).length * 2 > row.length;
    placeRow(row, tags, mirrored, width, placed);
  }
  return placed;
}

function placeRow(
  row: number[],
  tags: readonly Tag[],
  mirrored: boolean,
  width: number,
  placed: PlacedTag[],
): void {
  // In the reading direction: where each wants to begin.
  const wanted = row
    .flatMap((at) => {
      const tag = tags[at];
      if (tag === undefined) return [];
      const start = mirrored ? width - tag.at : tag.at;
      return [{ at, tag, start: tag.rtl === mirrored ? start : Math.max(0, start - tag.width) }];
    })
    .sort((a, b) => a.start - b.start || a.at - b.at);
  let free = 0;
  wanted.forEach(({ at, tag, start }, place) => {
    // At the end of the line a tag moves back as far as it has room.
    const begin = Math.max(Math.min(start, width - tag.width), free);
    const next = wanted.slice(place + 1).find((other) => other.start > start + 0.5);
    const room = Math.min((next?.start ?? Infinity) - GAP, width) - begin;
    const own = Math.min(tag.width, Math.max(room, TAG_MIN));
    free = begin + own + GAP;
    placed[at] = { left: mirrored ? width - begin - own : begin, top: tag.top, width: own };
  });
}

/** Places of the tags by line, from above. */
function rows(tags: readonly Tag[]): number[][] {
  const order = tags.map((_, at) => at).sort((a, b) => (tags[a]?.top ?? 0) - (tags[b]?.top ?? 0));
  const found: number[][] = [];
  let top = -Infinity;
  for (const at of order) {
    const own = tags[at]?.top ?? 0;
    if (own - top > 4) {
      found.push([]);
      top = own;
    }
    found.at(-1)?.push(at);
  }
  return found;
}

/** About how wide a name is in a tag, where it cannot be measured; wide letters count twice. */
export function estimate(name: string): number {
  let width = 0;
  for (const sign of name) width += wide.test(sign) ? 12 : 7;
  return width;
}

const wide = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60\p{Emoji_Presentation}]/u;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const strong = /\p{L}/u;

/** The direction of the first letter; `otherwise` if there is none. */
export function isRtl(text: string, otherwise: boolean): boolean {
  const first = strong.exec(text)?.[0];
  return first === undefined ? otherwise : rightToLeft.test(first);
}
