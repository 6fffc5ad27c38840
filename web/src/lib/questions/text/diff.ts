export interface Change {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Words that differ at most; beyond, the whole middle counts as replaced. */
const WORDS_MAX = 2000;

/** What was changed, word by word: `before` without what was added is the result without it. */
export function diff(before: string, after: string, locale: string): Change[] {
  const [a, b] = [words(before, locale), words(after, locale)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
    end += 1;
  }
  const [was, is] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle(was, is),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}

/** How many places differ. */
export function placesOf(changes: readonly Change[]): number {
  return changes.filter((change, at) => change.kind !== 'same' && isSame(changes[at - 1])).length;
}

const isSame = (change: Change | undefined): boolean => (change?.kind ?? 'same') === 'same';

function words(text: string, locale: string): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

function middle(a: string[], b: string[]): Change[] {
  if (a.length > WORDS_MAX || b.length > WORDS_MAX || a.length === 0 || b.length === 0) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ];
  }
  return walked(a, b, lengths(a, b));
}

/** Lengths of the longest common sequences of all ends, row by row. */
function lengths(a: string[], b: string[]): Uint16Array {
  const wide = b.length + 1;
  const table = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => table[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * wide + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return table;
}

function walked(a: string[], b: string[], table: Uint16Array): Change[] {
  const wide = b.length + 1;
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [was, is] = [a[i], b[j]];
    if (was !== undefined && was === is) {
      changes.push({ kind: 'same', text: was });
      i += 1;
      j += 1;
    } else if (
      was !== undefined &&
      (is === undefined || (table[(i + 1) * wide + j] ?? 0) >= (table[i * wide + j + 1] ?? 0))
    ) {
      changes.push({ kind: 'removed', text: was });
      i += 1;
    } else {
      changes.push({ kind: 'added', text: is ?? '' });
      j += 1;
    }
  }
  return changes;
}

/** Neighbours of a kind as one; a space between two changed words does not part them. */
function joined(changes: readonly Change[]): Change[] {
  const found: Change[] = [];
  for (const change of changes) {
    const last = found.at(-1);
    if (change.text === '') continue;
    if (last?.kind === change.kind) last.text += change.text;
    else found.push({ ...change });
  }
  return found;
}
