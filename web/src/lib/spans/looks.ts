/** How a label looks: its colour (0 is neutral, 1 to 8 of the theme) and the style of its line. */
export interface Look {
  colour: number;
  line: 'solid' | 'dashed' | 'dotted' | 'double';
}

const lines = ['solid', 'dashed', 'dotted', 'double'] as const;
export const COLOURS = 8;

/** By its place in the settings; beyond 32 labels the tag alone tells them apart. */
export function look(place: number): Look {
  const line = lines[Math.floor(place / COLOURS)];
  if (place < 0 || line === undefined) return { colour: 0, line: 'solid' };
  return { colour: (place % COLOURS) + 1, line };
}
