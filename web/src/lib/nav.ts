/** Addresses and navigation; with `src/routes` the only place that knows SvelteKit. */
import { goto, replaceState } from '$app/navigation';
import { base } from '$app/paths';

export { base };

/** The address of a page of ours, with the base path. */
export function href(path: string): string {
  return `${base}${path}`;
}

export async function go(path: string, options: { replace?: boolean } = {}): Promise<void> {
  await goto(href(path), { replaceState: options.replace ?? false });
}

/** Puts a view's state into the query string: no new entry in the history, no jump, focus stays. */
export async function setQuery(url: URL, query: URLSearchParams, push = false): Promise<void> {
  const text = query.toString();
  const target = `${url.pathname}${text === '' ? '' : `?${text}`}`;
  await goto(target, { replaceState: !push, keepFocus: true, noScroll: true });
}

/** As `setQuery`, without running the page's load again. */
export function noteQuery(url: URL, query: URLSearchParams): void {
  const text = query.toString();
  replaceState(`${url.pathname}${text === '' ? '' : `?${text}`}`, {});
}

/** The page's path inside the application, `/` and so on. */
export function inner(url: URL): string {
  const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
  return `${path === '' ? '/' : path}${url.search}`;
}
