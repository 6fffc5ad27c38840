/** Theme and density on the root element. `static/look.js` does the same before the first paint. */
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

const yearSeconds = 31_536_000;

export function readCookie(name: string): string | undefined {
  return new RegExp(`(?:^|; )variorum_${name}=([\\w-]+)`).exec(document.cookie)?.[1];
}

/** Cookies of the look hold nothing secret; they are read before the application is there. */
export function writeCookie(name: string, value: string, path: string): void {
  document.cookie = `variorum_${name}=${value}; path=${path}; max-age=${yearSeconds}; samesite=lax`;
}

export function resolved(theme: Theme, dark: boolean, contrast: boolean): string {
  const scheme = dark ? 'dark' : 'light';
  if (theme === 'contrast' || (theme === 'system' && contrast)) return `contrast-${scheme}`;
  return theme === 'system' ? scheme : theme;
}

export function applyLook(theme: Theme, density: Density): void {
  const asks = (query: string) => window.matchMedia(query).matches;
  const root = document.documentElement;
  root.dataset['theme'] = resolved(
    theme,
    asks('(prefers-color-scheme: dark)'),
    asks('(prefers-contrast: more)'),
  );
  root.dataset['density'] = density;
}
