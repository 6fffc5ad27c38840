import { estimate } from './place';

/** Size of the names in tags, as Drawing.svelte has it. */
const SIZE_REM = 0.6875;
/** What stands around a name in its tag. */
const AROUND = 11;

const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;
let font = '';

/** Tells how wide a tag with a name is, for as long as the page keeps its font. */
export function widths(): (name: string) => number {
  const wanted = fontNow();
  if (wanted !== font) {
    known.clear();
    font = wanted;
  }
  return widthOf;
}

function widthOf(name: string): number {
  let width = known.get(name);
  if (width === undefined) known.set(name, (width = measured(name) + AROUND));
  return width;
}

function fontNow(): string {
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return `600 ${SIZE_REM * root}px ${getComputedStyle(document.body).fontFamily}`;
}

function measured(name: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return estimate(name);
  pen.font = font;
  return Math.ceil(pen.measureText(name).width);
}
