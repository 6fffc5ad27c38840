/** How an image lies in its stage: scale, place of its middle against the stage's, quarter turns. */
export interface View {
  scale: number;
  x: number;
  y: number;
  turns: number;
}

export interface Size {
  width: number;
  height: number;
}

export const SCALE_MIN = 0.05;
export const SCALE_MAX = 20;
export const STEP = 1.25;

/** The whole image in the stage, never larger than it is. */
export function fit(image: Size, stage: Size, turns = 0): View {
  const turned = sized(image, 1, turns);
  const scale = Math.min(1, stage.width / turned.width, stage.height / turned.height);
  return { scale: Number.isFinite(scale) && scale > 0 ? scale : 1, x: 0, y: 0, turns };
}

/** Larger or smaller, with the point of the stage under the pointer staying where it is. */
export function zoom(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(SCALE_MAX, Math.max(SCALE_MIN, view.scale * factor));
  const by = scale / view.scale;
  return { ...view, scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** Moved, but a part of the image stays in sight. */
export function pan(view: View, image: Size, stage: Size, dx: number, dy: number): View {
  const now = sized(image, view.scale, view.turns);
  const keep = 40;
  const far = (size: number, room: number): number => Math.max(0, (size + room) / 2 - keep);
  const [wide, high] = [far(now.width, stage.width), far(now.height, stage.height)];
  return { ...view, x: clamp(view.x + dx, wide), y: clamp(view.y + dy, high) };
}

export function rotate(view: View): View {
  // The middle of the stage stays the middle.
  return { ...view, turns: (view.turns + 1) % 4, x: -view.y, y: view.x };
}

function sized(image: Size, scale: number, turns: number): Size {
  const [width, height] = [image.width * scale, image.height * scale];
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

function clamp(value: number, far: number): number {
  return Math.min(far, Math.max(-far, value));
}
