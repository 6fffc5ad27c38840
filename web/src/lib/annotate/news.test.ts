import { describe, expect, it, vi } from 'vitest';
import type { Question } from '../api';
import { labelQuestion, ratingQuestion, record, response, spanQuestion } from './fixtures';
import { completedMeanwhile, datasetDeleted, recordChanged, reopen, takeNewer } from './news';
import type { Opened } from './opening';
import { giveUp } from './trouble';
import { bench, open, opened, records, run, server } from './workbench.fixtures';
import type { Workbench } from './workbench.svelte';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));
const openDataset = vi.hoisted(() => vi.fn<() => Promise<unknown>>());
vi.mock('./opening', async (original) => ({ ...(await original<object>()), openDataset }));

const value = (of: Workbench, at = 0) => of.form.entries[at]?.value;
const kinds = (of: Workbench) => of.notices.map(({ kind }) => kind);

function put(id: string, fields: Record<string, unknown>): void {
  const at = records.findIndex((one) => one.id === id);
  records[at] = { ...record(id), fields };
}

describe('a record that was changed', () => {
  it('is replaced in place where nothing was written', async () => {
    put('r1', { text: 'newer' });
    await recordChanged(bench, 'r1');
    expect([bench.queue.current?.fields['text'], kinds(bench)]).toEqual(['newer', []]);
  });

  it('is offered where something was, which stays', async () => {
    bench.change('clear', 3, 'key');
    bench.form.activate(1);
    put('r1', { text: 'newer' });
    await recordChanged(bench, 'r1');
    expect([bench.queue.current?.fields['text'], kinds(bench)]).toEqual([
      'text of r1',
      ['changed'],
    ]);
    const [notice] = bench.notices;
    if (notice?.kind === 'changed') await takeNewer(bench, notice.of);
    expect([bench.queue.current?.fields['text'], value(bench), bench.form.active]).toEqual([
      'newer',
      3,
      1,
    ]);
  });

  it('is replaced without a word where its text is the same', async () => {
    bench.change('clear', 3, 'key');
    put('r1', { text: 'text of r1' });
    const at = records.findIndex(({ id }) => id === 'r1');
    records[at] = { ...record('r1'), metadata: { seen: 2 } };
    await recordChanged(bench, 'r1');
    expect([bench.queue.current?.metadata, value(bench), kinds(bench)]).toEqual([
      { seen: 2 },
      3,
      [],
    ]);
  });

  it('takes marks along with their words, and lists those whose words are gone', async () => {
    const made = await open({ ...opened, questions: [spanQuestion('where')] });
    put('r1', { text: '😀 Rome and Paris' });
    await recordChanged(made, 'r1');
    const mark = (start: number, end: number) => ({ label: 'place', start, end });
    made.change('where', [mark(2, 6), mark(11, 16)], 'key');
    put('r1', { text: 'Oh 😀 Rome and Milan' });
    await recordChanged(made, 'r1');
    const [notice] = made.notices;
    if (notice?.kind === 'changed') await takeNewer(made, notice.of);
    expect(value(made)).toEqual([mark(5, 9)]);
    const moved = made.notices.find(({ kind }) => kind === 'moved');
    expect(moved).toMatchObject({ lost: [{ value: [mark(11, 16)] }] });
    // As it is kept, so it is found again.
    expect(made.drafts.find('r1')?.values).toEqual({ where: { value: [mark(5, 9)] } });
  });
});

describe('a record that was deleted', () => {
  it('is told, and the next one takes its place', async () => {
    records.splice(0, 1);
    await recordChanged(bench, 'r1');
    expect([bench.queue.current?.id, kinds(bench)]).toEqual(['r2', ['gone']]);
  });

  it.each(['draft', 'submitted'] as const)(
    'keeps what was typed over a %s answer',
    async (status) => {
      if (status === 'submitted') {
        bench.answers.set('r1', response('r1', { clear: 1 }));
        bench.reload();
      }
      bench.change('clear', 3, 'key');
      records.splice(0, 1);
      server.refused.set('r1', 'Record with id r1 not found');
      await recordChanged(bench, 'r1');
      await run(500);
      const [item] = bench.outbox.troubled;
      expect([item?.status, item?.values, item?.problem?.kind]).toEqual([
        status,
        { clear: { value: 3 } },
        'gone',
      ]);
      if (item) await giveUp(bench, item);
      expect([bench.outbox.items, bench.drafts.find('r1')]).toEqual([[], null]);
    },
  );
});

describe('what was typed and has no place any more', () => {
  it('is kept to be copied, though its record was left long ago', async () => {
    const before = server.write('r1', { clear: 1 });
    bench.answers.set('r1', before);
    bench.reload();
    bench.change('clear', 4, 'key');
    bench.skip();
    bench.queue.records = bench.queue.records.filter(({ id }) => id !== 'r1');
    records.splice(0, 1);
    server.refused.set('r1', 'Record with id r1 not found');
    await recordChanged(bench, 'r1');
    await run(500);
    const [item] = bench.outbox.troubled;
    expect([item?.values, item?.problem?.kind]).toEqual([{ clear: { value: 4 } }, 'gone']);
  });

  it('is kept to be copied where the whole dataset is deleted', async () => {
    const before = server.write('r1', { clear: 1 });
    bench.answers.set('r1', before);
    bench.reload();
    bench.change('clear', 4, 'key');
    bench.skip();
    bench.change('kind', 2, 'key');
    for (const id of ['r1', 'r2']) server.refused.set(id, `Record with id ${id} not found`);
    await datasetDeleted(bench);
    await run(500);
    expect(kinds(bench)).toEqual(['deleted']);
    expect(bench.outbox.troubled.map(({ record, values }) => [record, values])).toEqual([
      ['r1', { clear: { value: 4 } }],
      ['r2', { kind: { value: 2 } }],
    ]);
    expect(value(bench, 1)).toBe(2);
  });
});

describe('a record that others have completed', () => {
  it('is told once and can be answered all the same', async () => {
    await completedMeanwhile(bench);
    expect(kinds(bench)).toEqual([]);
    records[0] = record('r1', { status: 'completed' });
    bench.change('clear', 2, 'key');
    await completedMeanwhile(bench);
    await completedMeanwhile(bench);
    expect([kinds(bench), bench.queue.current?.status, value(bench)]).toEqual([
      ['completed'],
      'completed',
      2,
    ]);
    await bench.finish('submitted');
    await run(400);
    expect(server.answers.get('r1')?.status).toBe('submitted');
  });

  it('is no news after my own answer', async () => {
    bench.answers.set('r1', response('r1', { clear: 1 }));
    records[0] = record('r1', { status: 'completed' });
    await completedMeanwhile(bench);
    expect(kinds(bench)).toEqual([]);
  });
});

describe('settings that were changed', () => {
  const now = (change: Partial<Opened>) => openDataset.mockResolvedValue({ ...opened, ...change });
  const labels = (name: string, ...all: string[]): Question => labelQuestion(name, all);

  it('rebuild the form: what fits stays, the rest is listed', async () => {
    const questions = [labels('kind', 'a', 'b'), ratingQuestion('clear'), labels('tone', 'c')];
    const made = await open({ ...opened, questions });
    made.change('kind', 'b', 'key');
    made.change('clear', 4, 'key');
    made.change('tone', 'c', 'key');
    made.form.activate(1);
    now({ questions: [labels('kind', 'a'), ratingQuestion('clear'), ratingQuestion('more')] });
    await reopen(made);
    expect(made.form.entries.map((entry) => entry.value)).toEqual([null, 4, null]);
    expect([made.form.active, made.opened.questions.length]).toEqual([1, 3]);
    const [notice] = made.notices;
    expect(
      notice?.kind === 'settings' &&
        notice.lost.map(({ question, value }) => [question.name, value]),
    ).toEqual([
      ['kind', 'b'],
      ['tone', 'c'],
    ]);
    expect(made.drafts.find('r1')?.values).toEqual({ clear: { value: 4 } });
  });

  it('are told where everything still fits, and not where nothing is other than its time', async () => {
    now({ questions: opened.questions.map((one) => ({ ...one, updated_at: 'later' })) });
    await reopen(bench);
    expect(kinds(bench)).toEqual([]);
    bench.change('clear', 4, 'key');
    now({ questions: opened.questions.map((one) => ({ ...one, title: 'Other' })) });
    await reopen(bench);
    expect([bench.form.entries[0]?.question.title, value(bench), bench.notices]).toEqual([
      'Other',
      4,
      [{ kind: 'settings', lost: [] }],
    ]);
  });

  it('tell of new guidelines, and of a dataset that is a draft again', async () => {
    const dataset = { ...opened.dataset, guidelines: 'Read twice.', status: 'draft' as const };
    now({ dataset });
    await reopen(bench);
    await reopen(bench);
    expect([kinds(bench), bench.guidelines.changed, bench.opened.dataset.status]).toEqual([
      ['guidelines'],
      true,
      'draft',
    ]);
  });

  it.each([
    [404, ['deleted']],
    [403, ['removed']],
    [503, []],
  ])('leave the page as it is where the dataset answers %i', async (status, told) => {
    const { ApiError } = await import('../api');
    bench.change('clear', 4, 'key');
    openDataset.mockRejectedValue(new ApiError(status, '', 'no'));
    await reopen(bench);
    expect([
      kinds(bench),
      value(bench),
      (bench.drafts.find('r1') ?? bench.outbox.of('r1'))?.values,
    ]).toEqual([told, 4, { clear: { value: 4 } }]);
  });
});

describe('the same record in two tabs', () => {
  it('shows what was changed last in both', async () => {
    const other = await open();
    bench.change('clear', 3, 'key');
    await run();
    expect(value(other)).toBe(3);
    other.change('clear', 5, 'key');
    await run();
    expect(value(bench)).toBe(5);
  });

  it('shows what was submitted in the other', async () => {
    const other = await open();
    bench.change('clear', 3, 'key');
    await bench.finish('submitted');
    await run(1000);
    expect([other.queue.current?.id, value(other), other.form.isDirty]).toEqual(['r1', 3, false]);
    expect(other.answers.statusOf('r1')).toBe('submitted');
  });
});
