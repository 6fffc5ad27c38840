import type { Component } from 'svelte';
import type { Field, FieldType, Question, QuestionType, Suggestion } from '../api';
import { kinds as fieldKinds, type FieldProps } from '../fields';
import { markedField, markedFields } from '../spans';
import {
  kinds,
  type LengthOf,
  type QuestionLogic,
  type QuestionProps,
  type Told,
} from '../questions';

/**
 * What is known of a question type by somebody who holds questions of every type. The registry's
 * rows have methods, so that each fits here; the value of a question only ever meets its own logic.
 */
export interface AnyLogic {
  readonly context: QuestionLogic<QuestionType, unknown>['context'];
  isAnswered(settings: Question['settings'], value: unknown): boolean;
  validate(question: Question, value: unknown): Told | null;
  misfit?(settings: Question['settings'], value: unknown, lengthOf: LengthOf): Told | null;
  fromSuggestion(settings: Question['settings'], suggestion: Suggestion): unknown;
  toWire(value: unknown): unknown;
  fromWire(settings: Question['settings'], stored: unknown): unknown;
  same(one: unknown, other: unknown): boolean;
  readonly digits: unknown;
}

export type AnyQuestion = Component<QuestionProps<QuestionType, unknown>>;
export type LogicOf = (type: QuestionType) => AnyLogic;

/** A type that this page cannot show: what is stored is kept as it is. */
const unknown: AnyLogic = {
  context: 'question',
  isAnswered: (_settings, value) => value !== null,
  validate: (question, value) =>
    question.required && value === null ? { key: 'annotate.question.unknown' } : null,
  fromSuggestion: () => null,
  toWire: (value) => value,
  fromWire: (_settings, stored) => stored ?? null,
  same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  digits: null,
};

export const logicOf: LogicOf = (type) => (kinds[type]?.logic as AnyLogic | undefined) ?? unknown;

const loaded = new Map<QuestionType, AnyQuestion>();

/** The component of a type, if it has been loaded already. */
export function componentOf(type: QuestionType): AnyQuestion | null {
  return loaded.get(type) ?? null;
}

/** Loads what the questions need; types that are not there are left out. */
async function loadQuestions(types: Iterable<QuestionType>): Promise<void> {
  await Promise.all(
    [...new Set(types)].map(async (type) => {
      const module = await kinds[type]?.component();
      if (module) loaded.set(type, module.default as unknown as AnyQuestion);
    }),
  );
}

export type AnyField = Component<FieldProps<FieldType>>;

const loadedFields = new Map<FieldType, AnyField>();

export function fieldComponentOf(type: FieldType): AnyField | null {
  return loadedFields.get(type) ?? null;
}

async function loadFields(types: Iterable<FieldType>): Promise<void> {
  await Promise.all(
    [...new Set(types)].map(async (type) => {
      const module = await fieldKinds[type]?.component();
      if (module) loadedFields.set(type, module.default as unknown as AnyField);
    }),
  );
}

/** All that the fields and questions of a dataset need. */
export async function loadKinds({ fields, questions }: Kinds): Promise<void> {
  await Promise.all([
    loadFields(fields.map((field) => field.settings.type)),
    loadQuestions(questions.map((question) => question.settings.type)),
    loadMarked(questions),
  ]);
}

interface Kinds {
  fields: readonly Field[];
  questions: readonly Question[];
}

let marked: AnyField | null = null;

/** What draws a text that a span question marks, once it is loaded. */
export function markedComponent(): AnyField | null {
  return marked;
}

async function loadMarked(questions: readonly Question[]): Promise<void> {
  if (markedFields(questions).size === 0) return;
  marked = (await markedField.component()).default as unknown as AnyField;
}

/** Whether one choice is the whole answer. */
export function isSingle({ settings }: Question): boolean {
  return settings.type === 'rating' || settings.type === 'label_selection';
}
