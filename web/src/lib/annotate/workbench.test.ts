import { describe, expect, it, vi } from 'vitest';
import { record } from './fixtures';
import { settle } from './trouble';
import { plainView } from './view';
import { bench, lost, offline, run, server } from './workbench.fixtures';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

const here = () => bench.queue.current?.id;
const stored = (id: string) => {
  const answer = server.answers.get(id);
  return answer ? [answer.status, answer.values?.['clear']?.value] : null;
};

describe('answering', () => {
  it('shows the next record in the same turn and sends by itself', async () => {
    bench.change('clear', 3, 'digit');
    void bench.finish('submitted');
    expect([here(), bench.answers.counts]).toEqual([
      'r2',
      { pending: 7, draft: 0, submitted: 1, discarded: 0 },
    ]);
    await run(300);
    expect([stored('r1'), server.batches.length]).toEqual([['submitted', 3], 1]);
  });

  it('sends nothing while something is missing', async () => {
    expect(await bench.finish('submitted')).toBe(0);
    expect(here()).toBe('r1');
    await run(5000);
    expect(server.batches.length).toBe(0);
  });

  it('discards without answers', async () => {
    await bench.finish('discarded');
    await run(300);
    expect([here(), stored('r1')]).toEqual(['r2', ['discarded', undefined]]);
  });

  it('makes a suggestion mine by submitting it', async () => {
    bench.skip();
    await bench.finish('submitted');
    await run(300);
    expect(stored('r2')).toEqual(['submitted', 4]);
    expect(server.batches[0]?.[0]?.activity?.suggestions_shown).toEqual([{ question: 'clear' }]);
  });

  it('goes through all and then stands past the end', async () => {
    for (let at = 0; at < 8; at += 1) {
      bench.change('clear', 1, 'key');
      await bench.finish('submitted');
      await run(10);
    }
    await run(1000);
    expect([here(), bench.queue.found, server.answers.size]).toEqual([undefined, 0, 8]);
  });
});

describe('going back', () => {
  it('shows what was submitted, also before it is sent', async () => {
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    bench.previous();
    expect([here(), bench.form.entries[0]?.value, bench.answers.statusOf('r1')]).toEqual([
      'r1',
      3,
      'submitted',
    ]);
  });

  it('keeps edits of a submitted answer here until they are submitted', async () => {
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    await run(400);
    bench.previous();
    bench.change('clear', 5, 'key');
    await run(10_000);
    bench.skip();
    await run(1000);
    expect(stored('r1')).toEqual(['submitted', 3]);
    bench.previous();
    expect([bench.form.entries[0]?.value, bench.form.isDirty]).toEqual([5, true]);
    await bench.finish('submitted');
    await run(400);
    expect([stored('r1'), bench.outbox.items]).toEqual([['submitted', 5], []]);
  });

  it('keeps what was typed before skipping as a draft', async () => {
    bench.change('kind', 2, 'key');
    bench.skip();
    await run(400);
    expect(stored('r1')?.[0]).toBe('draft');
    bench.previous();
    expect(bench.form.entries[1]?.value).toBe(2);
  });
});

describe('what is typed on', () => {
  it('is kept while a draft is being written', async () => {
    bench.change('kind', 2, 'key');
    const written = bench.saveDraft();
    bench.change('kind', 3, 'typing');
    await written;
    expect(bench.drafts.find('r1')?.values).toEqual({ kind: { value: 3 } });
    bench.skip();
    await run(1000);
    expect(server.answers.get('r1')?.values).toEqual({ kind: { value: 3 } });
  });

  it('is not taken for an older state that a late page of the list has', async () => {
    bench.change('clear', 3, 'key');
    const since = bench.answers.moment;
    void bench.finish('submitted');
    await run(400);
    // It was asked for before the answer arrived.
    bench.answers.met({ records: [{ ...record('r1'), responses: [] }] }, since);
    bench.previous();
    expect([bench.answers.statusOf('r1'), bench.form.entries[0]?.value]).toEqual(['submitted', 3]);
  });
});

describe('undo', () => {
  it('takes back an answer that was not sent', async () => {
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    await bench.takeBack();
    await run(5000);
    expect([here(), server.batches.length, bench.form.entries[0]?.value]).toEqual(['r1', 0, 3]);
    expect(bench.answers.counts.pending).toBe(8);
  });

  it('writes the state before where it was sent', async () => {
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    await run(400);
    await bench.takeBack();
    await run(1500);
    expect([here(), stored('r1'), bench.queue.found]).toEqual(['r1', null, 8]);
    await bench.doAgain();
    await run(400);
    expect(stored('r1')).toEqual(['submitted', 3]);
  });

  it.each([400, 0])(
    'leaves what is done on the record while it goes on, %i ms later',
    async (ms) => {
      bench.change('clear', 1, 'key');
      await bench.finish('submitted');
      await run(ms);
      const back = bench.takeBack();
      // The record stands there; a key comes before the rest is done.
      await Promise.resolve();
      expect(here()).toBe('r1');
      bench.change('clear', 4, 'key');
      await back;
      expect(bench.form.entries[0]?.value).toBe(4);
      await bench.finish('submitted');
      await run(5000);
      expect(stored('r1')).toEqual(['submitted', 4]);
    },
  );

  it('takes back a choice', async () => {
    bench.change('clear', 3, 'key');
    bench.change('clear', 4, 'key');
    await bench.takeBack();
    expect(bench.form.entries[0]?.value).toBe(3);
    await bench.takeBack();
    expect(bench.form.entries[0]?.value).toBeNull();
    await bench.doAgain();
    expect(bench.form.entries[0]?.value).toBe(3);
  });

  it('brings back an answer that had not been sent either', async () => {
    bench.change('clear', 1, 'key');
    await bench.finish('submitted');
    await run(400);
    server.failing = { cause: offline, done: false };
    bench.previous();
    bench.change('clear', 2, 'key');
    await bench.finish('submitted');
    bench.previous();
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    await bench.takeBack();
    server.failing = null;
    await run(40_000);
    expect(stored('r1')).toEqual(['submitted', 2]);
    // What was typed for the answer taken back stands there to be changed.
    expect([here(), bench.form.entries[0]?.value]).toEqual(['r1', 3]);
  });

  it('never writes into another record where the one it means cannot be had', async () => {
    bench.change('clear', 3, 'key');
    bench.skip();
    bench.queue.drop('r1');
    bench.change('clear', 5, 'key');
    bench.undo.acts = bench.undo.acts.filter((act) => act.kind === 'bulk' || act.record !== 'r2');
    lost.add('r1');
    expect(await bench.takeBack()).toBe('away');
    expect([here(), bench.form.entries[0]?.value]).toEqual(['r2', 5]);
    expect(bench.undo.acts.length).toBe(1);
    lost.clear();
    expect(await bench.takeBack()).toMatchObject({ kind: 'choose' });
    expect([here(), bench.form.entries[0]?.value]).toEqual(['r1', null]);
    bench.skip();
    bench.queue.drop('r1');
    lost.add('r1');
    expect(await bench.doAgain()).toBe('away');
    expect([here(), bench.form.entries[0]?.value]).toEqual(['r2', 5]);
  });

  it('takes back a whole bulk run', async () => {
    const before = server.write('r1', { clear: 1 }, 'draft');
    bench.answers.set('r1', before);
    bench.undo.push({
      kind: 'bulk',
      stored: new Map([
        ['r1', before],
        ['r2', null],
      ]),
      at: Date.now(),
    });
    for (const id of ['r1', 'r2']) bench.saved(id, server.write(id, { clear: 5 }));
    await bench.takeBack();
    await run(1000);
    expect([stored('r1'), stored('r2')]).toEqual([['draft', 1], null]);
  });
});

describe('a conflict', () => {
  it('is told, and settled as one wants it', async () => {
    server.write('r1', { clear: 5 });
    bench.change('clear', 2, 'key');
    await bench.finish('submitted');
    await run(400);
    const [item] = bench.outbox.troubled;
    expect(item?.problem?.kind).toBe('conflict');
    if (item) await settle(bench, item, { clear: { value: 2 } });
    await run(400);
    expect([stored('r1'), bench.outbox.items]).toEqual([['submitted', 2], []]);
  });

  it('leaves theirs where that is chosen', async () => {
    server.write('r1', { clear: 5 });
    bench.change('clear', 2, 'key');
    await bench.finish('submitted');
    await run(400);
    const [item] = bench.outbox.troubled;
    if (item) await settle(bench, item, null);
    expect([stored('r1'), bench.outbox.items]).toEqual([['submitted', 5], []]);
  });
});

it('begins with the record of the address, or says that it is lost', async () => {
  await bench.show(plainView, 'r5');
  expect([here(), bench.lost]).toEqual(['r5', false]);
  await bench.show(plainView, 'r99');
  expect([here(), bench.lost]).toEqual(['r1', true]);
});
