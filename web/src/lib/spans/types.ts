/** A labelled stretch of a text: end exclusive. */
export interface Mark {
  start: number;
  end: number;
  label: string;
}

/** As many marks as the server takes in an answer. */
export const MARKS_MAX = 10_000;

export interface Stretch {
  start: number;
  end: number;
}

/** In order of starts; of those that start together the longer first. */
export function inOrder(one: Stretch, other: Stretch): number {
  return one.start - other.start || other.end - one.end;
}

export function overlap(one: Stretch, other: Stretch): boolean {
  return one.start < other.end && other.start < one.end;
}

export function sameMark(one: Mark, other: Mark): boolean {
  return one.start === other.start && one.end === other.end && one.label === other.label;
}
