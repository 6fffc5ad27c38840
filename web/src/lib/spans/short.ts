const MAX = 60;

/** A quote on one line, its middle left out if it is long. */
export function short(quote: string, most = MAX): string {
  const line = quote.slice(0, 10_000).replace(/\s+/gu, ' ').trim();
  if (line.length <= most) return line;
  const half = Math.floor(most / 2);
  return `${whole(line.slice(0, half))}…${whole(line.slice(-half))}`;
}

/** Without half a pair of surrogates at either end. */
function whole(part: string): string {
  return part.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
