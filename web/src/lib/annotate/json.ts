import type { DatasetRecord, Response } from '../api';

/** A record with my answer, as the API has them, to be taken elsewhere. */
export function recordJson(
  record: DatasetRecord,
  mine: Response | null,
  withSuggestions: boolean,
): string {
  const { id, external_id, status, fields, metadata, suggestions } = record;
  const answer = mine && { status: mine.status, values: mine.values };
  const shown = withSuggestions ? { suggestions } : {};
  return JSON.stringify({ id, external_id, status, fields, metadata, ...shown, answer }, null, 2);
}
