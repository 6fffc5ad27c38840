import { describe, expect, it } from 'vitest';
import { fit, pan, rotate, SCALE_MAX, SCALE_MIN, zoom, type View } from './zoom';

const stage = { width: 800, height: 600 };
const view = (more: Partial<View> = {}): View => ({ scale: 1, x: 0, y: 0, turns: 0, ...more });

describe('the viewer', () => {
  it.each([
    [{ width: 1600, height: 600 }, 0, 0.5],
    [{ width: 1600, height: 600 }, 1, 0.375],
    [{ width: 100, height: 50 }, 0, 1],
    [{ width: 0, height: 0 }, 0, 1],
  ])('fits %o after %d turns at %d', (image, turns, scale) => {
    expect(fit(image, stage, turns)).toEqual({ scale, x: 0, y: 0, turns });
  });

  it('keeps the point under the pointer', () => {
    const before = view({ x: 10, y: -20 });
    const at = { x: 110, y: 40 };
    const after = zoom(before, 2, at);
    expect((at.x - after.x) / after.scale).toBe((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBe((at.y - before.y) / before.scale);
  });

  it('has limits', () => {
    expect(zoom(view(), 1000, { x: 0, y: 0 }).scale).toBe(SCALE_MAX);
    expect(zoom(view(), 0, { x: 0, y: 0 }).scale).toBe(SCALE_MIN);
    const image = { width: 400, height: 400 };
    expect(pan(view(), image, stage, 5000, -5000)).toEqual(view({ x: 560, y: -460 }));
  });

  it('turns around the middle of the stage, and four times is none', () => {
    const before = view({ x: 30, y: 10 });
    expect(rotate(before)).toEqual(view({ x: -10, y: 30, turns: 1 }));
    expect(rotate(rotate(rotate(rotate(before))))).toEqual(before);
  });
});
