/** Texts above this length are laid out part by part, as they come into sight. */
export const LONG = 20_000;
const CHUNK = 4_000;

/** The text cut at the ends of lines; joined again it is the text, unchanged. */
export function chunks(text: string): string[] {
  if (text.length <= LONG) return [text];
  const found: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = cut(text, from);
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

/** After the last line end in reach, else after a space, else between characters. */
function cut(text: string, from: number): number {
  const end = from + CHUNK;
  if (end >= text.length) return text.length;
  const line = text.lastIndexOf('\n', end - 1);
  if (line >= from) return line + 1;
  // A line longer than a chunk stays whole: cut inside, it would break where there is no break.
  const next = text.indexOf('\n', end);
  return next < 0 ? text.length : next + 1;
}
