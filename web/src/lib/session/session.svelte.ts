import { api, ok, signals, type ApiError, type BrowserSession, type SessionUser } from '../api';
import { preferences } from '../preferences/preferences.svelte';
import { forgetTab } from './tab';

export type SessionState =
  /** Not asked yet. */
  | 'unknown'
  | 'in'
  | 'out'
  /** Ended while a page is open: the page stays and a dialog asks to sign in again. */
  | 'expired'
  /** The server did not answer when it was asked. */
  | 'unreachable';

/** Who is signed in. The session itself is a cookie that no script can read. */
export class Session {
  state = $state<SessionState>('unknown');
  user = $state.raw<SessionUser | null>(null);
  expiresAt = $state.raw<Date | null>(null);
  reachable = $state(true);
  /** Somebody else signed in over the page of `user`. */
  stranger = $state.raw<SessionUser | null>(null);
  /** It ends within minutes, unless something is changed or somebody says to stay. */
  endsSoon = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  static readonly warnMs = 5 * 60_000;
  static readonly checkMs = 60_000;
  /** Timers of browsers count to 24 days. */
  static readonly waitMaxMs = 86_400_000;
  /** Asked before signing out; `false` stops it (answers that are not sent yet). */
  readonly leaving = new Set<() => Promise<boolean>>();

  constructor() {
    signals.unauthorized = () => this.#ended();
    signals.reached = (yes) => (this.reachable = yes);
  }

  async start(): Promise<void> {
    try {
      await this.#enter(await ok(api.GET('/api/v1/session')));
    } catch (cause) {
      const { offline } = cause as ApiError;
      this.state = offline ? 'unreachable' : 'out';
    }
  }

  /** Throws `ApiError` if the server refuses. */
  async signIn(username: string, password: string, stay = false): Promise<void> {
    const body = { username, password, stay_signed_in: stay };
    await this.#enter(await ok(api.POST('/api/v1/session', { body })));
  }

  /** Lets the session last as long from now as it did from signing in. */
  async stay(): Promise<void> {
    this.#lasts(await ok(api.PUT('/api/v1/session')));
  }

  /** Whether it was done; what is not sent yet may stop it. */
  async signOut(): Promise<boolean> {
    for (const ask of this.leaving) if (!(await ask())) return false;
    await ok(api.DELETE('/api/v1/session')).catch(() => undefined);
    this.forget();
    return true;
  }

  /** Ends the sessions of every browser; whether it was done. */
  async signOutEverywhere(): Promise<boolean> {
    for (const ask of this.leaving) if (!(await ask())) return false;
    await ok(api.DELETE('/api/v1/me/sessions'));
    this.forget();
    return true;
  }

  /**
   * Every session ends with the old password; this browser gets a new one. Signing in with the old one
   * first shows that it is still they who sit here.
   */
  async changePassword(old: string, next: string): Promise<void> {
    if (this.user === null) return;
    const { id, username } = this.user;
    const { stay_signed_in: stay } = await ok(api.GET('/api/v1/session'));
    await this.signIn(username, old, stay);
    const params = { path: { user_id: id } };
    await ok(api.PATCH('/api/v1/users/{user_id}', { params, body: { password: next } }));
    await this.signIn(username, next, stay);
  }

  /** Leaves without asking the server: the session has ended already. */
  forget(): void {
    preferences.leave();
    forgetTab();
    clearTimeout(this.#timer);
    signals.csrfToken = null;
    this.user = null;
    this.stranger = null;
    this.state = 'out';
  }

  async #enter(answer: BrowserSession): Promise<void> {
    signals.csrfToken = answer.csrf_token;
    if (this.state === 'expired' && this.user !== null && this.user.id !== answer.user.id) {
      this.stranger = answer.user;
      return;
    }
    this.user = answer.user;
    this.stranger = null;
    this.state = 'in';
    this.#lasts(answer);
    await preferences.load();
  }

  #ended(): void {
    if (this.state === 'in') this.state = 'expired';
    clearTimeout(this.#timer);
  }

  #lasts(answer: BrowserSession): void {
    this.expiresAt = new Date(Date.now() + answer.seconds_left * 1000);
    this.#watch();
  }

  /** Looks again when the end is near: whatever is changed, in any tab, puts it off. */
  #watch(): void {
    clearTimeout(this.#timer);
    const left = (this.expiresAt?.getTime() ?? 0) - Date.now();
    this.endsSoon = left <= Session.warnMs;
    const next = this.endsSoon ? Math.min(left, Session.checkMs) : left - Session.warnMs;
    const ms = Math.min(Math.max(next, 1000), Session.waitMaxMs);
    this.#timer = setTimeout(() => void this.#check(), ms);
  }

  async #check(): Promise<void> {
    let answer: BrowserSession;
    try {
      answer = await ok(api.GET('/api/v1/session'));
    } catch (cause) {
      if ((cause as ApiError).status === 401) this.#ended();
      else this.#watch();
      return;
    }
    if (this.state !== 'in') return;
    signals.csrfToken = answer.csrf_token;
    // Somebody else has signed in with this browser: the page is not theirs.
    if (answer.user.id !== this.user?.id) {
      this.stranger = answer.user;
      this.#ended();
    } else this.#lasts(answer);
  }
}

export const session = new Session();
