import { api, ok } from '../api';
import { currentLanguage, isLanguage, setLanguage, type Language } from '../i18n';
import { keys, type KeyPreferences } from '../keys';
import { base } from '../nav';
import {
  readAnnotating,
  readOfDataset,
  usualAnnotating,
  type Annotating,
  type OfDataset,
} from './annotating';
import {
  applyLook,
  densities,
  readCookie,
  themes,
  writeCookie,
  type Density,
  type Theme,
} from './look';

/** What a person has set for all datasets: on the server, and the look in cookies too. */
export class Preferences {
  theme = $state<Theme>('system');
  density = $state<Density>('comfortable');
  annotating = $state.raw<Annotating>(usualAnnotating);
  #datasets = $state.raw<Record<string, unknown>>({});
  #signedIn = false;
  #waiting: Record<string, unknown> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  static readonly saveMs = 500;

  /** The look of the cookies, before anybody is signed in. Call once; the answer ends it. */
  async start(): Promise<() => void> {
    this.#takeLook({ theme: readCookie('theme'), density: readCookie('density') });
    const language = document.documentElement.lang;
    if (isLanguage(language)) await setLanguage(language);
    const leaving = () => void this.#send(true);
    window.addEventListener('pagehide', leaving);
    const changed = () => applyLook(this.theme, this.density);
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
      window.matchMedia(query),
    );
    for (const query of queries) query.addEventListener('change', changed);
    return () => {
      window.removeEventListener('pagehide', leaving);
      for (const query of queries) query.removeEventListener('change', changed);
    };
  }

  /** What the server keeps for the person who has just signed in. */
  async load(): Promise<void> {
    this.#signedIn = true;
    // What could not be sent before the session ended comes first, or it would be overwritten.
    await this.#send();
    const stored = await ok(api.GET('/api/v1/me/preferences')).catch(() => null);
    if (stored === null) return;
    this.#takeLook(object(stored['look']));
    const language = object(stored['look'])['language'];
    if (typeof language === 'string' && isLanguage(language)) await this.#speak(language);
    keys.bindings.take(object(stored['keys']) as Partial<KeyPreferences>);
    this.annotating = readAnnotating(object(stored['annotating']));
    this.#datasets = object(stored['datasets']);
  }

  leave(): void {
    this.#signedIn = false;
    clearTimeout(this.#timer);
    this.#waiting = {};
    this.annotating = usualAnnotating;
    this.#datasets = {};
  }

  setTheme(theme: Theme): void {
    this.#takeLook({ theme });
    this.#saveLook();
  }

  setDensity(density: Density): void {
    this.#takeLook({ density });
    this.#saveLook();
  }

  async setLanguage(language: Language): Promise<void> {
    await this.#speak(language);
    this.#saveLook();
  }

  setKeys(change: Partial<KeyPreferences>): void {
    const before = keys.bindings.preferences;
    const after = (keys.bindings.preferences = { ...before, ...change });
    // The server merges key by key: what is gone has to be named.
    const gone = Object.keys(before.overrides).map((id) => [id, null]);
    const overrides = { ...Object.fromEntries(gone), ...after.overrides };
    this.#save({ keys: { ...after, overrides } });
  }

  setAnnotating(change: Partial<Annotating>): void {
    this.annotating = { ...this.annotating, ...change };
    this.#save({ annotating: this.annotating });
  }

  /** What is set, or was seen, in one dataset. */
  ofDataset(id: string): OfDataset {
    return readOfDataset(object(this.#datasets[id]));
  }

  setOfDataset(id: string, change: OfDataset): void {
    const own = { ...object(this.#datasets[id]), ...change };
    this.#datasets = { ...this.#datasets, [id]: own };
    const waiting = object(this.#waiting['datasets']);
    this.#save({ datasets: { ...waiting, [id]: { ...object(waiting[id]), ...change } } });
  }

  async #speak(language: Language): Promise<void> {
    await setLanguage(language);
    writeCookie('language', language, cookiePath());
  }

  #takeLook(look: { theme?: unknown; density?: unknown }): void {
    const theme = themes.find((known) => known === look.theme);
    const density = densities.find((known) => known === look.density);
    if (theme) writeCookie('theme', (this.theme = theme), cookiePath());
    if (density) writeCookie('density', (this.density = density), cookiePath());
    applyLook(this.theme, this.density);
  }

  #saveLook(): void {
    const { theme, density } = this;
    this.#save({ look: { theme, density, language: currentLanguage() } });
  }

  #save(change: Record<string, unknown>): void {
    if (!this.#signedIn) return;
    this.#waiting = { ...this.#waiting, ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), Preferences.saveMs);
  }

  /** Sends what waits; `keepalive` outlives the page that is about to go. */
  async #send(keepalive = false): Promise<void> {
    clearTimeout(this.#timer);
    const body = this.#waiting;
    if (Object.keys(body).length === 0) return;
    this.#waiting = {};
    try {
      await ok(api.PATCH('/api/v1/me/preferences', { body, keepalive }));
    } catch {
      // The next one takes it along, unless the user has gone.
      if (this.#signedIn) this.#waiting = { ...body, ...this.#waiting };
    }
  }
}

function cookiePath(): string {
  return base === '' ? '/' : base;
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export const preferences = new Preferences();
