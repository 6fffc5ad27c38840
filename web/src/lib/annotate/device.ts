import type { OutboxState } from './posted';

/** What is kept on this device: rows by id, in IndexedDB. Holds no token. */

export interface Row {
  id: string;
  user: string;
}

/** Rows of one kind. Tests have one in memory that fails when told to. */
export interface Shelf<T extends Row> {
  all(user: string): Promise<T[]>;
  put(row: T): Promise<unknown>;
  /** Changes a row in one step, whatever other tabs do; `null` takes it away. */
  update(id: string, change: (row: T | null) => T | null): Promise<T | null>;
}

const name = 'variorum';
const version = 1;
export const shelves = ['outbox', 'drafts'] as const;
export type ShelfName = (typeof shelves)[number];

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const shelf of shelves) {
        request.result.createObjectStore(shelf, { keyPath: 'id' }).createIndex('user', 'user');
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      done(request.result);
    };
    request.onerror = () => fail(request.error ?? new Error('no database'));
  }).catch((cause: unknown) => {
    opened = null;
    throw cause;
  });
  return opened;
}

/** Rows in the database of this browser. Each write is done when it would survive a crash. */
export function shelf<T extends Row>(store: ShelfName): Shelf<T> {
  const run = async <R>(
    mode: IDBTransactionMode,
    work: (rows: IDBObjectStore, give: (result: R) => void) => void,
  ): Promise<R> => {
    const db = await database();
    return new Promise<R>((done, fail) => {
      const tx = db.transaction(store, mode, { durability: 'strict' });
      let result: R;
      tx.oncomplete = () => done(result);
      tx.onabort = tx.onerror = () => fail(tx.error ?? new Error('not written'));
      work(tx.objectStore(store), (value) => (result = value));
    });
  };
  return {
    all: (user) =>
      run('readonly', (rows, give) => {
        const request = rows.index('user').getAll(user) as IDBRequest<T[]>;
        request.onsuccess = () => give(request.result);
      }),
    put: (row) => run<undefined>('readwrite', (rows) => void rows.put(row)),
    update: (id, change) =>
      run('readwrite', (rows, give) => {
        const request = rows.get(id) as IDBRequest<T | undefined>;
        request.onsuccess = () => {
          const next = change(request.result ?? null);
          if (next) rows.put(next);
          else rows.delete(id);
          give(next);
        };
      }),
  };
}

/** Whether this device has anything of a user; nothing where it keeps nothing. */
export async function hasRows(user: string): Promise<boolean> {
  const counts = shelves.map((store) => rowsOf(store, user).then((rows) => rows.length > 0));
  return (await Promise.all(counts)).includes(true);
}

/** Wipes what a user left on this device. */
export async function wipe(user: string): Promise<void> {
  for (const store of shelves)
    for (const { id } of await rowsOf(store, user)) await shelf<Row>(store).update(id, () => null);
}

function rowsOf(store: ShelfName, user: string): Promise<Row[]> {
  // Without a database (private windows of some browsers) nothing was ever kept.
  return shelf<Row>(store)
    .all(user)
    .catch(() => []);
}

/** What tabs of one browser tell each other. */
export interface Channel {
  tell(message: TabMessage): void;
  /** The answer ends it. */
  listen(hear: (message: TabMessage) => void): () => void;
}

export type TabMessage =
  | { kind: 'posted'; user: string }
  | { kind: 'changed'; user: string }
  /** How the tab that sends is doing; `null` asks it. */
  | { kind: 'sending'; user: string; state: OutboxState | null }
  | { kind: 'saved'; user: string; record: string; response: unknown }
  /** What was typed is another, or was put away: all that is not newer than `gone`. */
  | { kind: 'typed'; user: string; record: string; gone?: number }
  /** A tab shows a record, and may ask who else does. */
  | { kind: 'opened'; user: string; record: string; tab: string; asks: boolean }
  | { kind: 'closed'; user: string; tab: string }
  /** Signed out: what this device had of the user is wiped. */
  | { kind: 'left'; user: string }
  /** Signed in: other tabs may go on. */
  | { kind: 'entered'; user: string };

let channelOfTab: Channel | null = null;

/** The one channel of this tab; it does not hear itself. */
export function tabChannel(): Channel {
  return (channelOfTab ??= openChannel());
}

function openChannel(): Channel {
  if (typeof BroadcastChannel === 'undefined')
    return { tell: () => undefined, listen: () => () => undefined };
  const channel = new BroadcastChannel(name);
  return {
    tell: (message) => channel.postMessage(message),
    listen(hear) {
      const heard = (event: MessageEvent<TabMessage>) => hear(event.data);
      channel.addEventListener('message', heard);
      return () => channel.removeEventListener('message', heard);
    },
  };
}

/** Runs `work` while this tab is the one of its browser that may; the answer gives it up. */
export type Lead = (name: string, work: () => void) => () => void;

/** By Web Locks; where there are none every tab does it, and the server sees through repetitions. */
export const lead: Lead = (lockName, work) => {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) {
    work();
    return () => undefined;
  }
  const aborter = new AbortController();
  let end: () => void = () => undefined;
  const held = new Promise<void>((done) => (end = done));
  locks
    .request(lockName, { signal: aborter.signal }, () => {
      work();
      return held;
    })
    .catch(() => undefined);
  return () => {
    aborter.abort();
    end();
  };
};
