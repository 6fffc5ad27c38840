import type { ChangedBy } from '../questions/types';
import { add, at, cycle, moveEdge, next, previous, relabel, remove, replace } from './marks';
import { IntervalIndex } from './intervals';
import { Offsets } from './offsets';
import { isRtl } from './place';
import { say } from './say';
import { inPoints, inUnits, sortMarks } from './showable';
import { Snapper, type Snapped } from './snap';
import type { SpanScope } from './scope';
import { MARKS_MAX, sameMark, type Mark, type Stretch } from './types';

/** What the question tells the text; getters, so that all is as it is now. */
export interface MarkingQuestion {
  readonly labels: readonly { value: string; text: string }[];
  readonly overlaps: boolean;
  /** The answer, in code points. */
  readonly value: readonly Mark[];
  /** Marks of the suggestion that are not in the answer, in code points. */
  readonly proposed: readonly Mark[];
  /** The answer stands there as proposed. */
  readonly isSuggested: boolean;
  readonly isActive: boolean;
  readonly locale: string;
  change(value: readonly Mark[], how: ChangedBy): void;
  activate(): void;
  /** Puts the focus back on the question. */
  focus(): void;
}

/** What the text does for the question. */
export interface MarkedView {
  hasFocus(): boolean;
  /** As it is now: the document tells of changes a little later. */
  selection(): Stretch | null;
  /** Puts the focus in the text and selects; a caret where both are the same. */
  select(start: number, end: number): void;
}

/** What ties the field of this name to its question; the server allows one question for a field. */
export function linkOf(scope: SpanScope, field: string): SpanLink {
  let link = scope.links.get(field);
  if (link === undefined) {
    const read = () => {
      const value = scope.text(field);
      return typeof value === 'string' ? value : '';
    };
    // It outlives the component that asks first: what is derived in it must not end with that one.
    let made: SpanLink | undefined;
    $effect.root(() => void (made = new SpanLink(read)));
    link = made ?? new SpanLink(read);
    scope.links.set(field, link);
  }
  return link;
}

/** A span question and its text: what is marked, where the caret is, and all that can be done. Positions are UTF-16 units. */
export class SpanLink {
  question = $state.raw<MarkingQuestion | null>(null);
  view: MarkedView | null = null;
  /** The label that the next selection by pointer gets. */
  chosen = $state<string | null>(null);
  /** Edges go by characters, not by words. */
  characters = $state(false);
  /** The edge of the current mark that Shift and arrows move. */
  edge = $state<'start' | 'end' | null>(null);
  selection = $state.raw<Stretch | null>(null);
  /** Labels are offered at the selection. */
  offers = $state<'beside' | 'below' | null>(null);
  #picked = $state.raw<Mark | null>(null);
  /** What was there before the last double click. */
  #before: Mark[] | null = null;

  readonly #read: () => string;
  readonly text = $derived.by(() => this.#read());
  readonly offsets = $derived(new Offsets(this.text));
  readonly snapper = $derived(new Snapper(this.text, this.question?.locale ?? 'en'));
  readonly #names = $derived(
    new Map(this.question?.labels.map(({ value, text }) => [value, text] as const)),
  );
  readonly #sorted = $derived(
    sortMarks(this.question?.value ?? [], (label) => this.#names.has(label), this.offsets),
  );
  readonly index = $derived(new IntervalIndex(this.#sorted.marks));
  readonly proposed = $derived(
    (this.question?.proposed ?? []).map((mark) => inUnits(mark, this.offsets)),
  );
  readonly current = $derived.by(() => this.#current());

  constructor(read: () => string) {
    this.#read = read;
  }

  get marks(): readonly Mark[] {
    return this.index.all;
  }

  get unshown() {
    return this.#sorted.unshown;
  }

  nameOf(label: string): string {
    return this.#names.get(label) ?? label;
  }

  quote({ start, end }: Stretch): string {
    return this.text.slice(start, end);
  }

  /** The caret or selection is there now. */
  moved(selection: Stretch | null): void {
    this.selection = selection;
    if (this.current === null) this.edge = null;
  }

  /** Takes the selection as it is at this moment, for keys that follow each other fast. */
  sync(): void {
    const now = this.view?.hasFocus() === true ? this.view.selection() : null;
    if (now !== null) this.moved(now);
  }

  /** A label was pressed: it marks what is selected, changes the mark or marks the word at the caret, or stays chosen. */
  press(label: string, how: ChangedBy, inText = this.view?.hasFocus() === true): void {
    this.sync();
    const selected = this.#selected();
    const caret = inText ? this.selection?.start : undefined;
    const pointing = how === 'pointer' && this.offers === null;
    if (selected !== null) this.mark(this.snapper.snap(...selected, this.characters), label, how);
    else if (caret !== undefined && !pointing && this.current)
      this.relabel(this.current, label, how);
    else if (caret !== undefined && !pointing)
      this.mark(this.snapper.wordAt(caret) ?? 'empty', label, how);
    else this.chosen = this.chosen === label ? null : label;
  }

  /** Marks a stretch. Where overlaps are forbidden what it covers goes. */
  mark(found: Snapped, label: string, how: ChangedBy, from: readonly Mark[] = this.marks): void {
    if (found === 'empty' || found === 'punctuation') return say.refused(found);
    if (this.marks.length >= MARKS_MAX) return say.full();
    const mark = { ...found, label };
    const { marks, replaced } = add(from, mark, this.question?.overlaps ?? false);
    this.#change(marks, how);
    this.#pick(mark, mark.end);
    say.marked(this, mark, replaced.length);
  }

  relabel(mark: Mark, label: string, how: ChangedBy): void {
    this.#change(relabel(this.marks, mark, label), how);
    this.#pick({ ...mark, label }, this.selection?.start ?? mark.start);
    say.relabelled(this, { ...mark, label });
  }

  remove(mark: Mark, how: ChangedBy): void {
    this.offers = null;
    this.#change(remove(this.marks, mark), how);
    say.removed(this, mark);
  }

  removeCurrent(how: ChangedBy): void {
    if (this.current) this.remove(this.current, how);
    else say.none();
  }

  /** Takes a mark that cannot be shown out of the answer. */
  drop(mark: Mark, how: ChangedBy): void {
    const value = this.question?.value.filter((other) => !sameMark(other, mark)) ?? [];
    this.question?.change(value, how);
  }

  /** Takes one mark of the suggestion. */
  accept(mark: Mark, how: ChangedBy): void {
    this.mark(mark, mark.label, how);
  }

  goTo(step: 1 | -1): void {
    const caret = this.current?.start ?? this.selection?.start ?? -1;
    const found = step > 0 ? next(this.index, caret) : previous(this.index, caret);
    if (found) this.show(found);
    else say.none();
  }

  cycle(): void {
    const found = cycle(this.index, this.selection?.start ?? 0, this.current);
    if (!found) return say.none();
    this.#picked = found;
    say.at(this, found);
  }

  /** Puts the caret at the start of a mark. */
  show(mark: Mark): void {
    this.#pick(mark, mark.start);
    say.at(this, mark);
  }

  switchEdge(): void {
    if (this.current === null) return say.none();
    this.edge = this.edge === 'end' ? 'start' : 'end';
    say.edge(this, this.current, this.edge);
  }

  /** Moves the chosen edge to the left or right as it is seen; false if no edge is chosen. */
  extend(step: 1 | -1, how: ChangedBy): boolean {
    const [mark, edge] = [this.current, this.edge];
    if (mark === null || edge === null) return false;
    const logical = isRtl(this.quote(mark), false) ? (-step as 1 | -1) : step;
    const to = this.snapper.move(edge, mark[edge], logical, this.characters);
    const moved = moveEdge(this.marks, mark, edge, to, this.question?.overlaps ?? false);
    if (sameMark(moved, mark)) say.stuck();
    else {
      this.#change(replace(this.marks, mark, moved), how);
      this.#pick(moved, moved[edge]);
      say.moved(this, moved);
    }
    return true;
  }

  toggleCharacters(): void {
    this.characters = !this.characters;
    say.characters(this.characters);
  }

  /** Escape: one step out, at last back to the question. */
  leave(): void {
    if (this.edge !== null) this.edge = null;
    else if (this.offers !== null) this.offers = null;
    else if (this.view?.hasFocus() === true) this.question?.focus();
    else this.chosen = null;
  }

  /** `E`: the caret goes where it was, else to the start. */
  enter(): void {
    this.view?.select(this.selection?.start ?? 0, this.selection?.end ?? 0);
  }

  /** The pointer was let go; `clicks` is 2 for a word, 3 for a paragraph. */
  pointed(clicks: number, characters: boolean, below: boolean): void {
    const [start, end] = [this.selection?.start ?? 0, this.selection?.end ?? 0];
    if (clicks === 1 && start === end) return this.#clicked(start, below);
    const snapped = this.#meant(clicks, start, end, characters || this.characters);
    const from = clicks > 2 && this.#before ? this.#before : this.marks;
    this.#before = clicks === 2 ? [...this.marks] : null;
    if (this.chosen !== null) return this.mark(snapped, this.chosen, 'pointer', from);
    if (typeof snapped === 'string') return say.refused(snapped);
    this.view?.select(snapped.start, snapped.end);
    this.selection = snapped;
    this.offers = below ? 'below' : 'beside';
  }

  #meant(clicks: number, start: number, end: number, characters: boolean): Snapped {
    if (clicks > 2) return this.snapper.paragraphAt(start) ?? 'empty';
    if (clicks === 2 && start === end) return this.snapper.wordAt(start) ?? 'empty';
    return this.snapper.snap(start, end, clicks === 2 ? false : characters);
  }

  #clicked(caret: number, below: boolean): void {
    const found = at(this.index, caret).find(({ start, end }) => start <= caret && caret < end);
    this.#picked = found ?? null;
    this.offers = found ? (below ? 'below' : 'beside') : null;
  }

  #selected(): [number, number] | null {
    const { start, end } = this.selection ?? { start: 0, end: 0 };
    return start === end ? null : [start, end];
  }

  #pick(mark: Mark, caret: number): void {
    this.#picked = mark;
    this.offers = null;
    this.selection = { start: caret, end: caret };
    this.view?.select(caret, caret);
  }

  /** The picked mark while the caret is at it, else the innermost at the caret. */
  #current(): Mark | null {
    const { start: caret, end } = this.selection ?? { start: -1, end: -1 };
    if (caret < 0 || caret !== end) return null;
    const found = at(this.index, caret);
    const picked = this.#picked;
    const again = picked && found.find((mark) => sameMark(mark, picked));
    // Behind a mark belongs to it only if no other word begins there.
    const free = () =>
      /^[\s\p{P}]/u.test(this.text.slice(caret, caret + 2)) || caret === this.text.length;
    return again ?? found.find((mark) => caret < mark.end || free()) ?? null;
  }

  #change(marks: readonly Mark[], how: ChangedBy): void {
    const value = marks.map((mark) => inPoints(mark, this.offsets));
    this.question?.change([...value, ...this.unshown.map(({ mark }) => mark)], how);
  }
}
