/** Operations that the generated document does not have yet; each goes when `schema.d.ts` has it. */
import type { components } from './schema';

type Json<T> = { content: { 'application/json': T } };
type Operation<Answer, Body = never, Path = never> = {
  parameters: {
    query?: never;
    header?: never;
    path: Path extends never ? undefined : Path;
    cookie?: never;
  };
  requestBody: [Body] extends [never] ? undefined : Json<Body>;
  responses: { 200: { headers: Record<string, unknown> } & Json<Answer> };
};
type Plain<Answer, Body = never> = {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  responses: { 200: { headers: Record<string, unknown> } & Json<Answer> };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: Json<Body> });

export interface SessionUser {
  id: string;
  username: string;
  first_name: string;
  last_name?: string | null;
  role: components['schemas']['Role'];
}

export interface SessionAnswer {
  user: SessionUser;
  csrf_token: string;
  expires_at: string;
  /** How long that is from now, for clocks that differ. */
  seconds_left: number;
}

export interface OverviewPerson {
  id: string;
  username: string;
  first_name: string;
  last_name?: string | null;
}

export interface OverviewQuestion {
  name: string;
  title: string;
  type: components['schemas']['QuestionSettings']['type'];
}

export interface OverviewDataset {
  id: string;
  name: string;
  status: components['schemas']['DatasetStatus'];
  workspace: { id: string; name: string };
  questions: OverviewQuestion[];
  records: { total: number; completed: number; pending: number };
  /** What the caller has answered here; `pending` is what is left for the caller. */
  mine: { pending: number; draft: number; submitted: number; discarded: number };
  /** The first few who have answered. */
  people: OverviewPerson[];
  people_total: number;
  last_activity_at: string;
  inserted_at: string;
  updated_at: string;
}

export interface Overview {
  workspaces: { id: string; name: string }[];
  datasets: OverviewDataset[];
}

/** All that the annotation page needs to know of a dataset before its records. */
export interface Opening {
  dataset: components['schemas']['Dataset'];
  workspace: { id: string; name: string };
  fields: components['schemas']['Field'][];
  questions: components['schemas']['Question'][];
  metadata_properties: components['schemas']['MetadataProperty'][];
  vectors_settings: components['schemas']['VectorSettings'][];
  progress: { total: number; completed: number; pending: number };
  mine: { pending: number; draft: number; submitted: number; discarded: number };
}

/** Free JSON under names of ours; `lib/preferences` says what stands there. */
export type StoredPreferences = Record<string, unknown>;

export interface PendingPaths {
  '/api/v1/session': {
    post: Plain<SessionAnswer, { username: string; password: string }>;
    get: Plain<SessionAnswer>;
    delete: Plain<undefined>;
  };
  '/api/v1/me/overview': { get: Plain<Overview> };
  '/api/v1/me/datasets/{dataset_id}/opening': {
    get: Operation<Opening, never, { dataset_id: string }> & { requestBody?: never };
  };
  '/api/v1/me/preferences': {
    get: Plain<StoredPreferences>;
    patch: Plain<StoredPreferences, StoredPreferences>;
  };
}
