import type { components } from './schema';

export { api, ok, signals, type Paths } from './client';
export { ApiError, errorOf, isAbort, type Problem } from './error';
export type {
  Opening,
  Overview,
  OverviewDataset,
  OverviewPerson,
  OverviewQuestion,
  SessionAnswer,
  SessionUser,
  StoredPreferences,
} from './pending';

type Schemas = components['schemas'];
export type Dataset = Schemas['Dataset'];
export type Field = Schemas['Field'];
export type FieldSettings = Schemas['FieldSettings'];
export type Question = Schemas['Question'];
export type QuestionSettings = Schemas['QuestionSettings'];
export type QuestionType = QuestionSettings['type'];
export type FieldType = FieldSettings['type'];
export type SettingsOf<T extends QuestionType> = Extract<QuestionSettings, { type: T }>;
export type FieldSettingsOf<T extends FieldType> = Extract<FieldSettings, { type: T }>;
// `Record` is TypeScript's own; ours has the longer name.
export type DatasetRecord = Schemas['Record'];
export type FoundRecord = Schemas['FoundRecord'];
export type Suggestion = Schemas['Suggestion'];
export type Response = Schemas['Response'];
export type ResponseStatus = Schemas['ResponseStatus'];
export type User = Schemas['User'];
export type Workspace = Schemas['Workspace'];
