/** What the news of the server means for the page. */
import { base } from '../nav';
import { Feed } from './feed';
import {
  answeredElsewhere,
  completedMeanwhile,
  datasetDeleted,
  recordChanged,
  reopen,
} from './news';
import { readCounts, type Counts } from './opening';
import type { Workbench } from './workbench.svelte';

const kinds = [
  'progress',
  'records.created',
  'records.updated',
  'records.deleted',
  'responses',
  'settings',
  'guidelines',
  'dataset.updated',
  'dataset.deleted',
  'reset',
] as const;
type Kind = (typeof kinds)[number];

interface News {
  count?: number;
  record_ids?: readonly string[];
  written_at?: string;
  records?: { total: number; completed: number };
  responses?: Counts;
}

/** How often the record in focus is looked at when others complete records. */
const lookMs = 10_000;

/** Keeps the page up to date. The answer ends it. */
export function listen(bench: Workbench): () => void {
  const id = bench.opened.dataset.id;
  const poll = () =>
    void readCounts(id)
      .then(({ progress, mine }) => bench.answers.heard(progress, mine))
      .catch(() => undefined);
  const completed = atMost(lookMs, () => void completedMeanwhile(bench));
  const end = new Feed({
    url: `${base}/api/v1/me/events?dataset_id=${id}`,
    kinds,
    hear: (kind, data) => act(bench, kind as Kind, (data ?? {}) as News, { poll, completed }),
    poll,
  }).start();
  return () => {
    end();
    completed.stop();
  };
}

/** Runs `work` at once, then not again before `ms` are over; what was asked meanwhile is done then. */
function atMost(ms: number, work: () => void): { run: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    if (timer !== undefined) return void (again = true);
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, ms);
    again = false;
  };
  return { run, stop: () => clearTimeout(timer) };
}

interface Means {
  poll: () => void;
  completed: { run: () => void };
}

function act(bench: Workbench, kind: Kind, news: News, { poll, completed }: Means): void {
  switch (kind) {
    case 'progress':
      if (!news.records || !news.responses) break;
      if (news.records.completed > bench.answers.progress.completed) completed.run();
      bench.answers.heard(news.records, news.responses);
      break;
    case 'records.created':
      bench.queue.grew(news.count ?? 1);
      break;
    case 'records.updated':
    case 'records.deleted':
      for (const record of news.record_ids ?? []) void recordChanged(bench, record);
      break;
    case 'responses':
      for (const record of news.record_ids ?? [])
        void answeredElsewhere(bench, record, news.written_at);
      break;
    case 'settings':
    case 'guidelines':
    case 'dataset.updated':
      void reopen(bench);
      break;
    case 'dataset.deleted':
      void datasetDeleted(bench);
      break;
    case 'reset':
      poll();
      bench.queue.grew(0);
      void reopen(bench);
  }
}
