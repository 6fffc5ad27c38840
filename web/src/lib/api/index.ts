import type { components } from './schema';

export { api, ok, signals, type Paths } from './client';
export { ApiError, errorOf, isAbort, type Problem } from './error';

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
export type BrowserSession = Schemas['BrowserSession'];
export type SessionUser = Schemas['SessionUser'];
/** A browser in which the caller is signed in. */
export type OwnSession = Schemas['MySession'];
/** What a dataset is to the one who asks: a row of home. */
export type OverviewItem = Schemas['OverviewItem'];
export type OverviewPeople = Schemas['OverviewPeople'];
/** All that the annotation page needs to know of a dataset before its records. */
export type Opening = Schemas['Opening'];
/** Free JSON under names of ours; `lib/preferences` says what stands there. */
export type StoredPreferences = Schemas['Preferences'];
export type User = Schemas['User'];
export type Workspace = Schemas['Workspace'];
