import { beforeEach, describe, expect, it } from 'vitest';
import { record } from './fixtures';
import { Queue } from './queue.svelte';

/** A server whose list loses what is answered. */
class Server {
  ids: string[];
  asked: [number, number][] = [];
  size = 3000;
  constructor(count: number) {
    this.ids = Array.from({ length: count }, (_, at) => `r${at + 1}`);
  }
  fetch = (offset: number, limit: number) => {
    this.asked.push([offset, limit]);
    const text = 'x'.repeat(this.size);
    const records = this.ids
      .slice(offset, offset + limit)
      .map((id) => record(id, { fields: { text } }));
    return Promise.resolve({ records, total: this.ids.length });
  };
  answer(id: string) {
    this.ids = this.ids.filter((one) => one !== id);
  }
}

let server: Server;
let moving: Set<string>;
let queue: Queue;
const settle = async () => {
  for (let at = 0; at < 20; at += 1) await Promise.resolve();
};
function make(count: number): void {
  server = new Server(count);
  moving = new Set();
  queue = new Queue(server.fetch, { isMoving: (id) => moving.has(id) });
}
beforeEach(() => make(40));

describe('the queue', () => {
  it('holds the next five and says where we are', async () => {
    await queue.start();
    expect(queue.records.length).toBe(6);
    expect([queue.position, queue.total, queue.current?.id]).toEqual([1, 40, 'r1']);
  });

  it('holds twenty short ones and two long ones', async () => {
    server.size = 100;
    await queue.start();
    await queue.fill();
    expect(queue.records.length).toBe(21);
    make(40);
    server.size = 200_000;
    await queue.start();
    queue.forward();
    queue.forward();
    await settle();
    expect(queue.records.length - queue.index - 1).toBeLessThanOrEqual(3);
  });

  it('leaves out what an answer on its way takes out of the list', async () => {
    queue = new Queue(server.fetch, { isMoving: () => false, isLeaving: (id) => id < 'r3' });
    server.ids = server.ids.slice(0, 4);
    await queue.start();
    expect(queue.records.map(({ id }) => id)).toEqual(['r3', 'r4']);
  });

  it('asks again where it failed, and only there', async () => {
    let fails = true;
    queue = new Queue((offset, limit) =>
      fails ? Promise.reject(new Error()) : server.fetch(offset, limit),
    );
    await queue.start();
    expect([queue.state, await queue.resume()]).toEqual(['failed', true]);
    fails = false;
    expect([await queue.resume(), queue.current?.id]).toEqual([true, 'r1']);
    expect(await queue.resume()).toBe(false);
  });

  it('goes through all records once, whatever has been saved meanwhile', async () => {
    await queue.start();
    const met: string[] = [];
    let at = 0;
    do {
      const id = queue.current?.id ?? '';
      met.push(id);
      moving.add(id);
      // Some are written at once, others two records later.
      const late = [...moving][0] ?? '';
      const done = at % 3 === 0 ? id : moving.size > 2 ? late : null;
      if (done !== null) {
        server.answer(done);
        if (at % 2 === 0) await settle();
        moving.delete(done);
        queue.noteSaved(done, false);
      }
      at += 1;
      await settle();
    } while (queue.forward());
    expect(new Set(met).size).toBe(met.length);
    expect(met.length).toBe(40);
  });

  it('asks past the skipped ones', async () => {
    await queue.start();
    for (let at = 0; at < 39; at += 1) {
      expect(queue.forward()).toBe(true);
      await settle();
    }
    expect([queue.forward(), queue.current?.id, queue.position]).toEqual([false, 'r40', 40]);
    expect(queue.records.length).toBe(11);
  });

  it('finds records that slipped past at the end', async () => {
    await queue.start();
    server.ids.splice(1, 0, 'new');
    const met = new Set<string>();
    do {
      met.add(queue.current?.id ?? '');
      await settle();
    } while (queue.forward());
    expect(met.size).toBe(41);
  });

  it('keeps the last ten for going back', async () => {
    await queue.start();
    for (let at = 0; at < 15; at += 1) {
      queue.forward();
      await settle();
    }
    let back = 0;
    while (queue.backward()) back += 1;
    expect([back, queue.current?.id]).toEqual([10, 'r6']);
  });

  it('counts what leaves and comes back without moving the total', async () => {
    await queue.start();
    queue.noteSaved('r1', false);
    expect([queue.found, queue.total]).toEqual([39, 40]);
    queue.noteSaved('r1', true);
    expect([queue.found, queue.total]).toEqual([40, 40]);
  });

  it('begins with the record that was asked for', async () => {
    await queue.start(record('r9'));
    expect(queue.current?.id).toBe('r9');
    expect(queue.records.filter((one) => one.id === 'r9').length).toBe(1);
  });

  it('is empty, fills and fails', async () => {
    make(0);
    await queue.start();
    expect(queue.state).toBe('empty');
    server.ids = ['late'];
    queue.grew(1);
    await settle();
    expect([queue.state, queue.current?.id]).toEqual(['ready', 'late']);
    const failing = new Queue(() => Promise.reject(new Error('no')));
    await failing.start();
    expect(failing.state).toBe('failed');
  });

  it('drops a deleted record and shows the next', async () => {
    await queue.start();
    queue.forward();
    queue.drop('r2');
    expect([queue.current?.id, queue.found]).toEqual(['r3', 39]);
    queue.drop('r1');
    expect(queue.current?.id).toBe('r3');
  });

  it('shows a record that is not at hand in place', async () => {
    await queue.start();
    queue.forward();
    queue.insert(record('r30'));
    expect(queue.current?.id).toBe('r30');
    queue.forward();
    expect(queue.current?.id).toBe('r2');
  });
});
