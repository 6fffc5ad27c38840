import type { OverviewItem } from '../api';
import { found } from '../palette/match';

export type HomeStatus = 'all' | 'ready' | 'draft' | 'mine';
export type HomeSort = 'activity' | 'name' | 'left' | 'progress' | 'records' | 'created';

/** What the address says of home; what is not said is the default. */
export interface HomeView {
  q: string;
  workspace: string;
  status: HomeStatus;
  sort: HomeSort;
  descending: boolean;
  cards: boolean;
}

const statuses: HomeStatus[] = ['all', 'ready', 'draft', 'mine'];
export const sorts: HomeSort[] = ['activity', 'name', 'left', 'progress', 'records', 'created'];
const downFirst = (sort: HomeSort) => sort !== 'name';

export function readView(query: URLSearchParams): HomeView {
  const order = query.get('sort') ?? '';
  const sort = sorts.find((known) => known === order.replace(/^-/, '')) ?? 'activity';
  return {
    q: query.get('q') ?? '',
    workspace: query.get('workspace') ?? '',
    status: statuses.find((known) => known === query.get('status')) ?? 'all',
    sort,
    descending: order.replace(/^-/, '') === sort ? order.startsWith('-') : downFirst(sort),
    cards: query.get('view') === 'cards',
  };
}

export function writeView(view: HomeView): URLSearchParams {
  const query = new URLSearchParams();
  if (view.q !== '') query.set('q', view.q);
  if (view.workspace !== '') query.set('workspace', view.workspace);
  if (view.status !== 'all') query.set('status', view.status);
  if (view.sort !== 'activity' || !view.descending) {
    query.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  }
  if (view.cards) query.set('view', 'cards');
  return query;
}

/** Chooses a sort, or turns it round if it is chosen already. */
export function sortedBy(view: HomeView, sort: HomeSort): HomeView {
  const descending = view.sort === sort ? !view.descending : downFirst(sort);
  return { ...view, sort, descending };
}

export function isFiltered(view: HomeView): boolean {
  return view.q !== '' || view.workspace !== '' || view.status !== 'all';
}

export function share(dataset: OverviewItem): number {
  const { completed, total } = dataset.records;
  return total === 0 ? -1 : completed / total;
}

/** The datasets that the view shows, in its order. */
export function shown(datasets: readonly OverviewItem[], view: HomeView): OverviewItem[] {
  const fitting = datasets.filter((dataset) => {
    if (view.workspace !== '' && dataset.workspace.id !== view.workspace) return false;
    if (view.status === 'mine') return dataset.responses.pending > 0 || dataset.responses.draft > 0;
    return view.status === 'all' || dataset.status === view.status;
  });
  const matching = found(view.q, fitting, (dataset) => dataset.name, fitting.length);
  return matching.sort(
    (a, b) => (view.descending ? -1 : 1) * compare(a, b, view.sort) || byName(a, b),
  );
}

function compare(a: OverviewItem, b: OverviewItem, sort: HomeSort): number {
  switch (sort) {
    case 'name':
      return byName(a, b);
    case 'left':
      return a.responses.pending - b.responses.pending;
    case 'progress':
      return share(a) - share(b);
    case 'records':
      return a.records.total - b.records.total;
    case 'created':
      return Date.parse(a.inserted_at) - Date.parse(b.inserted_at);
    case 'activity':
      return Date.parse(a.last_activity_at) - Date.parse(b.last_activity_at);
  }
}

function byName(a: OverviewItem, b: OverviewItem): number {
  return a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' });
}

const continueMax = 3;

/** What I was last busy with: what I can go on with first, then what I have finished. */
export function toContinue(datasets: readonly OverviewItem[]): OverviewItem[] {
  const left = ({ responses }: OverviewItem) => responses.pending + responses.draft;
  const begun = ({ responses }: OverviewItem) =>
    responses.draft + responses.submitted + responses.discarded;
  return datasets
    .filter((dataset) => dataset.status === 'ready' && (left(dataset) > 0 || begun(dataset) > 0))
    .sort(
      (a, b) =>
        Number(left(b) > 0) - Number(left(a) > 0) ||
        Number(begun(b) > 0) - Number(begun(a) > 0) ||
        Date.parse(b.last_activity_at) - Date.parse(a.last_activity_at),
    )
    .slice(0, continueMax);
}
