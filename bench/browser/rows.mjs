/** What was measured, as rows of a table. */

export const rows = [];

/** `value` is compared with the limit, `cell` is what is shown. */
export function row(name, limit, value, cell = short(value), raw = value) {
  rows.push({ name, limit, value, cell, raw });
}

function short(value) {
  if (value >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}

/** Median and two percentiles; the median is compared with the limit. */
export function times(name, limit, values) {
  const sorted = values.toSorted((one, other) => one - other);
  const [median, p95, p99] = [0.5, 0.95, 0.99].map(
    (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)],
  );
  row(name, limit, median, [median, p95, p99].map(short).join(' / '), values);
}

export function table(title) {
  const lines = rows.map(({ name, limit, value, cell }) => {
    const isMissed = limit !== null && value > limit;
    return `| ${name} | ${limit === null ? '' : `≤ ${limit}`} | ${isMissed ? '✗ ' : ''}${cell} |`;
  });
  return [`| in a browser | limit | ${title} |\n|---|---|---:|`, ...lines].join('\n');
}
