import type { OfDataset } from '../preferences/annotating';

type Seen = NonNullable<OfDataset['guidelines']>;

export interface GuidelineParts {
  text: string;
  /** What the person has seen of the guidelines of this dataset. */
  seen: () => Seen;
  note: (seen: Seen) => void;
}

/** The guidelines of a dataset, and whether they are others than those last opened. */
export class Guidelines {
  text = $state('');
  readonly #mark = $derived(markOf(this.text));
  readonly #first: string;
  readonly #parts: GuidelineParts;

  constructor(parts: GuidelineParts) {
    this.#parts = parts;
    this.text = parts.text;
    this.#first = markOf(parts.text);
  }

  /** They were changed since I opened them; who never did is told of changes while the page is open. */
  get changed(): boolean {
    return this.text !== '' && this.#mark !== (this.#parts.seen().opened ?? this.#first);
  }

  opened(): void {
    const seen = { opened: this.#mark, told: this.#mark };
    const { opened, told } = this.#parts.seen();
    if (opened !== seen.opened || told !== seen.told) this.#parts.note(seen);
  }

  /** Whether the change is news; each is told once. */
  takeNews(): boolean {
    const seen = this.#parts.seen();
    if (!this.changed || seen.told === this.#mark) return false;
    this.#parts.note({ ...seen, told: this.#mark });
    return true;
  }
}

/** Another for another text: preferences have no room for the text itself. */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length.toString(36)}.${(hash >>> 0).toString(36)}`;
}
