import { api, ok, signals, type ApiError, type BrowserSession, type SessionUser } from '../api';
import { preferences } from '../preferences/preferences.svelte';

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
  /** Asked before signing out; `false` stops it (answers that are not sent yet). */
  readonly leaving = new Set<() => Promise<boolean>>();

  constructor() {
    signals.unauthorized = () => {
      if (this.state === 'in') this.state = 'expired';
    };
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
    this.expiresAt = new Date(Date.now() + answer.seconds_left * 1000);
    this.stranger = null;
    this.state = 'in';
    await preferences.load();
  }
}

export const session = new Session();
