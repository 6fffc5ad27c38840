/** The page to show after signing in: a path of ours, never another origin. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  // Browsers read `\` as `/`, drop tabs and line ends, and take `//host` for another server.
  if (/[\\\p{Cc}]/u.test(next) || next.startsWith('//')) return '/';
  const url = new URL(next, 'http://ours.invalid');
  if (url.origin !== 'http://ours.invalid' || url.pathname.startsWith('/sign-in')) return '/';
  // Dots may have left two slashes at the beginning.
  return url.pathname.startsWith('//') ? '/' : url.pathname + url.search + url.hash;
}

/** Where to sign in so that `here` is shown afterwards. */
export function signInPath(here: string): string {
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
}
