import { api, errorOf, isAbort, ok, type ApiError, type Overview } from '../api';

/** All datasets the user can see, in one request; the palette and home share it. */
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
      this.data = await ok(api.GET('/api/v1/me/overview', { signal: running.signal }));
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

export const overview = new OverviewState();
