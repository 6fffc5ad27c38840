import {
  api,
  errorOf,
  ok,
  signals,
  type ApiError,
  type BrowserSession,
  type SessionUser,
} from '../api';
import { preferences } from '../preferences/preferences.svelte';
import { Ending } from './ending.svelte';
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
  /** How long signing out waits for the server. */
  static readonly endMs = 5000;
  /** Timers of browsers count to 24 days. */
  static readonly waitMaxMs = 86_400_000;
  /** Asked before signing out; `false` stops it (answers that are not sent yet). */
  readonly leaving = new Set<() => Promise<boolean>>();
  /** Told when the user of this page is known to be signed in, first or again. */
  readonly entered = new Set<() => void>();
  /** Told when this page has signed somebody in, for other tabs. */
  readonly signedIn = new Set<() => void>();
  /** A session that the server could not be told to end. */
  readonly ending = new Ending();

  constructor() {
    signals.unauthorized = () => this.ended();
    signals.stale = async () => {
      await this.look();
      return this.state === 'in';
    };
    signals.reached = (yes) => (this.reachable = yes);
  }

  async start(): Promise<void> {
    // Who has left is not signed in again by a cookie that outlived it.
    if (this.ending.user !== null && !(await this.finishEnding())) {
      this.state = 'out';
      return;
    }
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
    const answer = await ok(api.POST('/api/v1/session', { body }));
    // The server has ended the session that the cookie of before was of.
    this.ending.done();
    await this.#enter(answer);
    for (const tell of this.signedIn) tell();
  }

  /** Asks who is signed in by now: another tab may have changed that. */
  async look(): Promise<void> {
    if (this.ending.user !== null) return;
    try {
      const answer = await ok(api.GET('/api/v1/session'));
      if (this.state === 'in' && answer.user.id === this.user?.id) this.#goesOn(answer);
      else await this.#enter(answer);
    } catch (cause) {
      if (errorOf(cause).status === 401) this.ended();
    }
  }

  /** Lets the session last as long from now as it did from signing in. */
  async stay(): Promise<void> {
    this.#lasts(await ok(api.PUT('/api/v1/session')));
  }

  /** Whether it was done; what is not sent yet may stop it. */
  async signOut(): Promise<boolean> {
    for (const ask of this.leaving) if (!(await ask())) return false;
    if (this.user) this.ending.note(this.user.id);
    await this.finishEnding();
    this.forget();
    return true;
  }

  /** Ends the session of whoever has left this browser; whether it is ended. */
  async finishEnding(): Promise<boolean> {
    const { user } = this.ending;
    if (user === null) return true;
    const signal = AbortSignal.timeout(Session.endMs);
    try {
      const found = await ok(api.GET('/api/v1/session', { signal }));
      // By now somebody else is signed in with this browser: theirs goes on.
      if (found.user.id === user) {
        const headers = { 'x-csrf-token': found.csrf_token };
        await ok(api.DELETE('/api/v1/session', { headers, signal }));
      }
    } catch (cause) {
      if (errorOf(cause).status !== 401) {
        this.ending.unreachable = true;
        return false;
      }
    }
    if (this.ending.user === user) this.ending.done();
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
    // The page is not theirs: nothing of it is written in their name.
    if (this.user !== null && this.user.id !== answer.user.id) {
      this.stranger = answer.user;
      this.ended();
      return;
    }
    this.user = answer.user;
    this.#goesOn(answer);
    await preferences.load();
  }

  #goesOn(answer: BrowserSession): void {
    signals.csrfToken = answer.csrf_token;
    this.stranger = null;
    this.state = 'in';
    this.#lasts(answer);
    for (const tell of this.entered) tell();
  }

  /** The page stays, and asks to sign in again. */
  ended(): void {
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
      if ((cause as ApiError).status === 401) this.ended();
      else this.#watch();
      return;
    }
    if (this.state !== 'in') return;
    // Somebody else may have signed in with this browser.
    if (answer.user.id === this.user?.id) this.#goesOn(answer);
    else await this.#enter(answer);
  }
}

export const session = new Session();
