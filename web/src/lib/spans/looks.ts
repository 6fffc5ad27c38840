/** How a label looks: its colour (0 is neutral, 1 to 8 of the theme) and the style of its line. */
export interface Look {
  colour: number;
  line: 'solid' | 'dashed' | 'dotted' | 'double';
}

const lines = ['solid', 'dashed', 'dotted', 'double'] as const;
export const COLOURS = 8;

/** Without a colour of its own. */
export const neutral: Look = { colour: 0, line: 'solid' };
const looks: readonly Look[] = lines.flatMap((line) =>
  Array.from({ length: COLOURS }, (_, at) => ({ colour: at + 1, line })),
);

/** By its place in the settings; beyond 32 labels the tag alone tells them apart. Always the same object. */
export function look(place: number): Look {
  return looks[place] ?? neutral;
}
