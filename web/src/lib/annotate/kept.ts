/** What one person keeps on this device, for as long as the application is open. */
import { session } from '../session/session.svelte';
import { hasRows, shelf, tabChannel, wipe } from './device';
import { Drafts, type Typed } from './drafts.svelte';
import { Outbox } from './outbox.svelte';
import { Presence } from './presence.svelte';
import type { Posted } from './posted';
import { sendLeaving, transport } from './transport';

export interface Kept {
  outbox: Outbox;
  drafts: Drafts;
  presence: Presence;
}

let present: { user: string; kept: Promise<Kept>; end: () => void } | null = null;

/** The outbox and the drafts of a user; they go on when the page is left for another of ours. */
export async function keptFor(user: string, dataset: string | null = null): Promise<Kept> {
  if (present?.user !== user) {
    present?.end();
    present = begin(user, dataset);
  } else if (dataset !== null) void present.kept.then(({ drafts }) => drafts.adopt(dataset));
  return present.kept;
}

/** Before signing out: sends all that can be sent, and says how many answers would be lost. */
export async function sendRest(user: string): Promise<number> {
  if (!(await hasRows(user))) return 0;
  const { outbox, drafts } = await keptFor(user);
  const left = await drafts.handOver();
  await outbox.emptied();
  return new Set([...outbox.items, ...left].map(({ record }) => record)).size;
}

/** Takes away what this device has of a user, in every tab. */
export async function wipeKept(user: string): Promise<void> {
  if (present?.user === user) {
    const { kept, end } = present;
    end();
    (await kept).outbox.wiped();
  }
  tabChannel().tell({ kind: 'left', user });
  await wipe(user);
}

function begin(user: string, dataset: string | null) {
  const channel = tabChannel();
  const may = () => session.state === 'in' && session.user?.id === user;
  const outbox = new Outbox({ user, shelf: shelf<Posted>('outbox'), transport, channel, may });
  const drafts = new Drafts({ user, shelf: shelf<Typed>('drafts'), outbox, channel });
  const presence = new Presence({ user, channel });
  const endPresence = presence.start();
  const wake = () => outbox.wake();
  const seen = () => {
    wake();
    presence.ask();
  };
  const hidden = () => (document.visibilityState === 'hidden' ? drafts.flushAll() : wake());
  const going = () => {
    drafts.flushAll();
    sendLeaving(outbox.leaving());
    presence.away();
  };
  session.entered.add(wake);
  window.addEventListener('online', wake);
  window.addEventListener('focus', seen);
  window.addEventListener('pagehide', going);
  document.addEventListener('visibilitychange', hidden);
  const end = () => {
    session.entered.delete(wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('focus', seen);
    window.removeEventListener('pagehide', going);
    document.removeEventListener('visibilitychange', hidden);
    endPresence();
    outbox.stop();
    drafts.stop();
    if (present?.user === user) present = null;
  };
  const kept = Promise.all([outbox.start(), drafts.start(dataset)]).then(() => ({
    outbox,
    drafts,
    presence,
  }));
  return { user, kept, end };
}
