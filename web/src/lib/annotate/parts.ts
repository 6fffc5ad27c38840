/** What a workbench is made of. */
import type { Drafts } from './drafts.svelte';
import type { findRecord, findRecords, Opened } from './opening';
import type { Outbox } from './outbox.svelte';
import type { Presence } from './presence.svelte';
import type { Transport } from './transport';

export interface WorkbenchParts {
  opened: Opened;
  outbox: Outbox;
  drafts: Drafts;
  presence: Presence;
  /** Tests have their own records and server. */
  transport?: Transport;
  find?: typeof findRecords;
  findOne?: typeof findRecord;
  now?: () => number;
}
