const name = 'variorum.ending';

/**
 * A session that somebody has left while the server could not be told. Its cookie, which no script can
 * reach, is still there: whose it is stays noted until the server has ended it.
 */
export class Ending {
  /** Whose session it is. */
  user = $state<string | null>(null);
  /** The server was asked to end it and could not be reached. */
  unreachable = $state(false);

  constructor() {
    this.user = stored();
    // Another tab has left, or has reached the server.
    if (typeof window !== 'undefined')
      window.addEventListener('storage', ({ key }) => {
        if (key === name || key === null) this.user = stored();
      });
  }

  note(user: string): void {
    this.#set(user);
  }

  done(): void {
    this.#set(null);
  }

  #set(user: string | null): void {
    this.user = user;
    this.unreachable = false;
    try {
      if (user === null) localStorage.removeItem(name);
      else localStorage.setItem(name, user);
    } catch {
      // Where storage is switched off, this page alone knows of it, and says so as long as it is open.
    }
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
