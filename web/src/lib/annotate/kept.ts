/** What one person keeps on this device, for as long as the application is open. */
import { t } from '../i18n';
import { session } from '../session/session.svelte';
import { shelf, tabChannel, wipe } from './device';
import { Drafts, type Typed } from './drafts.svelte';
import { Outbox } from './outbox.svelte';
import type { Posted } from './posted';
import { sendLeaving, transport } from './transport';

export interface Kept {
  outbox: Outbox;
  drafts: Drafts;
}

let present: { user: string; kept: Promise<Kept>; end: () => void } | null = null;

/** The outbox and the drafts of a user; they go on when the page is left for another of ours. */
export async function keptFor(user: string, dataset: string): Promise<Kept> {
  if (present?.user !== user) {
    present?.end();
    present = begin(user, dataset);
  } else void present.kept.then(({ drafts }) => drafts.adopt(dataset));
  return present.kept;
}

function begin(user: string, dataset: string) {
  const channel = tabChannel();
  const outbox = new Outbox({ user, shelf: shelf<Posted>('outbox'), transport, channel });
  const drafts = new Drafts({ user, shelf: shelf<Typed>('drafts'), outbox, channel });
  const wake = () => outbox.wake();
  const hidden = () => (document.visibilityState === 'hidden' ? drafts.flushAll() : wake());
  const going = () => {
    drafts.flushAll();
    sendLeaving(outbox.leaving());
  };
  const ask = async () => {
    const count = outbox.items.length;
    if (count > 0 && !window.confirm(t('annotate.leave.unsent', { count }))) return false;
    end();
    await wipe(user).catch(() => undefined);
    return true;
  };
  window.addEventListener('online', wake);
  window.addEventListener('focus', wake);
  window.addEventListener('pagehide', going);
  document.addEventListener('visibilitychange', hidden);
  session.leaving.add(ask);
  const end = () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('focus', wake);
    window.removeEventListener('pagehide', going);
    document.removeEventListener('visibilitychange', hidden);
    session.leaving.delete(ask);
    outbox.stop();
    drafts.stop();
    if (present?.user === user) present = null;
  };
  const kept = Promise.all([outbox.start(), drafts.start(dataset)]).then(() => ({
    outbox,
    drafts,
  }));
  return { user, kept, end };
}
