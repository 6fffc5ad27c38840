import {
  api,
  ApiError,
  errorOf,
  ok,
  type Dataset,
  type DatasetRecord,
  type Field,
  type Question,
} from '../api';
import type { components } from '../api/schema';
import type { Page } from './queue.svelte';
import { searchOf } from './query';
import type { View } from './view';

export type MetadataProperty = components['schemas']['MetadataProperty'];
export type VectorSettings = components['schemas']['VectorSettings'];
export type Counts = Record<'pending' | 'draft' | 'submitted' | 'discarded', number>;

/** A dataset with all that is needed to annotate it. */
export interface Opened {
  dataset: Dataset;
  fields: readonly Field[];
  questions: readonly Question[];
  metadata: readonly MetadataProperty[];
  vectors: readonly VectorSettings[];
  progress: { total: number; completed: number };
  mine: Counts;
}

/** One call where the server has it, else those of the contract. */
export async function openDataset(id: string, signal: AbortSignal): Promise<Opened> {
  const params = { path: { dataset_id: id } };
  try {
    const opening: object = await ok(
      api.GET('/api/v1/me/datasets/{dataset_id}/opening', { params, signal, body: undefined }),
    );
    return fromOpening(opening as Answer);
  } catch (cause) {
    if (!(cause instanceof ApiError) || (cause.status !== 404 && cause.status !== 405)) throw cause;
  }
  const [dataset, fields, questions, metadata, vectors, progress, mine] = await Promise.all([
    ok(api.GET('/api/v1/datasets/{dataset_id}', { params, signal })),
    ok(api.GET('/api/v1/datasets/{dataset_id}/fields', { params, signal })),
    ok(api.GET('/api/v1/datasets/{dataset_id}/questions', { params, signal })),
    ok(api.GET('/api/v1/me/datasets/{dataset_id}/metadata-properties', { params, signal })),
    ok(api.GET('/api/v1/datasets/{dataset_id}/vectors-settings', { params, signal })),
    ok(api.GET('/api/v1/datasets/{dataset_id}/progress', { params, signal })),
    ok(api.GET('/api/v1/me/datasets/{dataset_id}/metrics', { params, signal })),
  ]);
  return {
    dataset,
    fields: fields.items,
    questions: questions.items,
    metadata: metadata.items,
    vectors: vectors.items,
    progress,
    mine: mine.responses,
  };
}

interface Answer extends Pick<Opened, 'dataset' | 'fields' | 'questions' | 'progress'> {
  metadata_properties: readonly MetadataProperty[];
  vectors_settings: readonly VectorSettings[];
  metrics?: { responses: Counts };
  mine?: Counts;
}

function fromOpening(answer: Answer): Opened {
  const none: Counts = { pending: 0, draft: 0, submitted: 0, discarded: 0 };
  return {
    ...answer,
    metadata: answer.metadata_properties,
    vectors: answer.vectors_settings,
    mine: answer.metrics?.responses ?? answer.mine ?? none,
  };
}

/** Numbers of mine and of all, as they are now. */
export async function readCounts(id: string): Promise<Pick<Opened, 'progress' | 'mine'>> {
  const params = { path: { dataset_id: id } };
  const [progress, mine] = await Promise.all([
    ok(api.GET('/api/v1/datasets/{dataset_id}/progress', { params })),
    ok(api.GET('/api/v1/me/datasets/{dataset_id}/metrics', { params })),
  ]);
  return { progress, mine: mine.responses };
}

const include = ['responses,suggestions'];

export async function findRecords(
  dataset: string,
  view: View,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<Page> {
  const most = view.similar ? Math.max(0, Math.min(limit, view.similar.limit - offset)) : limit;
  if (most === 0) return { records: [], total: offset };
  const found = await ok(
    api.POST('/api/v1/me/datasets/{dataset_id}/records/search', {
      params: { path: { dataset_id: dataset }, query: { include, offset, limit: most } },
      body: searchOf(view),
      ...(signal ? { signal } : {}),
    }),
  );
  const total = view.similar ? Math.min(found.total, view.similar.limit) : found.total;
  return { records: found.items.map((item) => item.record), total };
}

/** One record with my answer; null if there is none of this id. */
export async function findRecord(dataset: string, id: string): Promise<DatasetRecord | null> {
  const scope = { entity: 'record' as const, property: 'id' as const };
  try {
    const found = await ok(
      api.POST('/api/v1/me/datasets/{dataset_id}/records/search', {
        params: { path: { dataset_id: dataset }, query: { include, limit: 1 } },
        body: { filters: { and: [{ type: 'terms', scope, values: [id] }] } },
      }),
    );
    return found.items[0]?.record ?? null;
  } catch (cause) {
    if (errorOf(cause).status === 422) return null;
    throw cause;
  }
}
