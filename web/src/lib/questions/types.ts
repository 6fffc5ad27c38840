import type { Component } from 'svelte';
import type { Question, QuestionType, SettingsOf, Suggestion } from '../api';
import type { KeyContext } from '../keys';
import type { MessageKey, Values } from '../i18n';

/** A sentence for people, in the catalogue's words. */
export interface Told {
  key: MessageKey;
  values?: Values;
}

/** Where the value in the form comes from. */
export type Origin =
  /** Nothing is there yet. */
  | 'none'
  /** Stands there as proposed, not confirmed. */
  | 'suggested'
  /** Mine, as it was saved. */
  | 'mine'
  /** Mine, changed since it was saved. */
  | 'edited';

/** How an answer of mine stands to the suggestion that it was given without. */
export type Comparison = 'same' | 'differs';

/** What the state of a question looks like to its component. */
export interface QuestionProps<T extends QuestionType, V> {
  /** The question with settings of this type. */
  question: Question & { settings: SettingsOf<T> };
  /** Its number in the form, from 1; printed in the legend. */
  number: number;
  /** The answer as it stands in the form; `null` is none. Never mutated: call `onchange`. */
  value: V | null;
  /** The suggestion to show, or null (none, or hidden until answered). */
  suggestion: Suggestion | null;
  origin: Origin;
  /** Said where the suggestion was hidden until I had answered. */
  comparison?: Comparison | null;
  /** Takes the suggestion that is shown beside the form; without it there is nothing to take. */
  ontake?: (() => void) | undefined;
  /** What is missing or wrong, said after an attempt to submit. */
  error: Told | null;
  /** The question that keys act on. Exactly one of a form is active. */
  isActive: boolean;
  /** The record that is answered; what a component keeps of its view begins anew with another. */
  record?: string | undefined;
  /** BCP 47 language of the record, for spell check and word breaks. */
  locale: string;
  /** Every change, at once; `how` is kept with the answer and decides where focus goes. */
  onchange: (value: V | null, how: ChangedBy) => void;
  /** The user put the focus in: make this question active. */
  onactivate: () => void;
}

export type ChangedBy = 'digit' | 'key' | 'pointer' | 'typing' | 'suggestion';

/** How long the text of a field of the record is, in code points; 0 where it is none. */
export type LengthOf = (field: string) => number;

/** The pure half of a question type. No component, no clock, no request. */
export interface QuestionLogic<T extends QuestionType, V> {
  readonly type: T;
  /** The context of `lib/keys` that its keys stand in while it is active. */
  readonly context: KeyContext;
  /** Whether the value is an answer that may be submitted as far as "required" goes. */
  isAnswered(settings: SettingsOf<T>, value: V | null): boolean;
  /** Why the value may not be submitted; null if it may. */
  validate(question: QuestionProps<T, V>['question'], value: V | null): Told | null;
  /** What of the value the record has no place for; types that look at no field leave it out. */
  misfit?(settings: SettingsOf<T>, value: V, lengthOf: LengthOf): Told | null;
  /** The value a suggestion proposes; null if it no longer fits the settings. */
  fromSuggestion(settings: SettingsOf<T>, suggestion: Suggestion): V | null;
  /** The answer as the API has it, without `{ value }` around it. */
  toWire(value: V): unknown;
  /** A stored answer; null if it no longer fits the settings. */
  fromWire(settings: SettingsOf<T>, stored: unknown): V | null;
  same(one: V | null, other: V | null): boolean;
  /** What digits do; null where they do nothing. */
  readonly digits: Digits<T, V> | null;
}

export interface Digits<T extends QuestionType, V> {
  /** The numbers that mean something. */
  numbers(settings: SettingsOf<T>): readonly number[];
  /** The value after `number` was typed. */
  pick(settings: SettingsOf<T>, value: V | null, number: number): V | null;
}

/** One row of the registry. */
export interface QuestionKind<T extends QuestionType, V> {
  logic: QuestionLogic<T, V>;
  /** Loaded when the first dataset needs it; each is a chunk of its own. */
  component: () => Promise<{ default: Component<QuestionProps<T, V>> }>;
}
