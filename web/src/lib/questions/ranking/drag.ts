import type { Drop } from './logic';

/** A row on the screen. */
export interface Row {
  value: string;
  /** The place of its group; -1 where it is not ranked. */
  group: number;
  top: number;
  bottom: number;
}

export interface Landing {
  drop: Drop;
  /** Where the line is drawn; null where the row itself is marked. */
  line: number | null;
}

/** What letting go at `y` does. The middle of a row ties, its edges split. */
export function landing(rows: readonly Row[], groups: number, outTop: number, y: number): Landing {
  if (y >= outTop) return { drop: { kind: 'out' }, line: null };
  const ranked = rows.filter((row) => row.group >= 0);
  const row = ranked.find((one) => y < one.bottom) ?? null;
  if (row === null) {
    return { drop: { kind: 'before', at: groups }, line: ranked.at(-1)?.bottom ?? outTop };
  }
  const edge = (row.bottom - row.top) / 4;
  const mates = ranked.filter((one) => one.group === row.group);
  if (y < row.top + edge && row === mates[0]) {
    return { drop: { kind: 'before', at: row.group }, line: row.top };
  }
  if (y > row.bottom - edge && row === mates.at(-1)) {
    return { drop: { kind: 'before', at: row.group + 1 }, line: row.bottom };
  }
  return { drop: { kind: 'on', value: row.value }, line: null };
}
