import { api, errorOf, isAbort, ok, type ApiError, type OverviewItem } from '../api';

export interface NamedWorkspace {
  id: string;
  name: string;
}

export interface Overview {
  datasets: OverviewItem[];
  /** Those with datasets; where there is no dataset, all that the user is in. */
  workspaces: NamedWorkspace[];
}

/** The most that the server answers at once. */
const limit = 1000;

/** All datasets the user can see; the palette and home share them. */
class OverviewState {
  data = $state.raw<Overview | null>(null);
  error = $state.raw<ApiError | null>(null);
  loading = $state(false);
  #running: AbortController | null = null;

  async load(): Promise<void> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    this.loading = true;
    try {
      this.data = await read(running.signal);
      this.error = null;
    } catch (cause) {
      if (isAbort(cause)) return;
      this.error = errorOf(cause);
    } finally {
      if (this.#running === running) this.loading = false;
    }
  }

  forget(): void {
    this.#running?.abort();
    this.data = null;
    this.error = null;
  }
}

async function read(signal: AbortSignal): Promise<Overview> {
  const found = new Map<string, OverviewItem>();
  for (let offset = 0; ; offset += limit) {
    const query = { offset, limit };
    const { items, total } = await ok(
      api.GET('/api/v1/me/overview', { params: { query }, signal }),
    );
    // Between two answers a dataset may have moved: by identity none is there twice.
    for (const item of items) found.set(item.id, item);
    if (items.length === 0 || offset + items.length >= total) break;
  }
  const datasets = [...found.values()];
  if (datasets.length > 0) return { datasets, workspaces: workspacesOf(datasets) };
  const { items } = await ok(api.GET('/api/v1/me/workspaces', { signal }));
  return { datasets, workspaces: items.map(({ id, name }) => ({ id, name })) };
}

export function workspacesOf(datasets: readonly OverviewItem[]): NamedWorkspace[] {
  const all = new Map(datasets.map(({ workspace }) => [workspace.id, workspace]));
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export const overview = new OverviewState();
