/** My status of a record, the status of a record, and that of a dataset (`ready`, `building`). */
export type Status =
  'pending' | 'draft' | 'submitted' | 'discarded' | 'completed' | 'ready' | 'building';
