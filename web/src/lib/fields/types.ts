import type { Component } from 'svelte';
import type { DatasetRecord, Field, FieldSettingsOf, FieldType } from '../api';

export interface FieldProps<T extends FieldType> {
  field: Field & { settings: FieldSettingsOf<T> };
  /** The value as stored: any JSON, `undefined` if the record has none. Check its form. */
  value: unknown;
  /** The whole record; custom templates get it, others take the value only. */
  record: DatasetRecord;
  /** Words of the search to highlight; empty if there is none. */
  matches: readonly string[];
  /** Shows what is stored instead of what it means (key `D`). */
  source: boolean;
  /** Folds long content away. */
  folded: boolean;
  /** BCP 47 language of the record. */
  locale: string;
}

/** One row of the registry. */
export interface FieldKind<T extends FieldType> {
  type: T;
  /** Loaded when the first dataset needs it; each is a chunk of its own. */
  component: () => Promise<{ default: Component<FieldProps<T>> }>;
}
