import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { press, ready, saved } from './annotating';
import { label, labels, Place, type ItemShape, type QuestionShape } from './made';
import { expect, test } from './story';
import { call, type Person } from './world';

// Paths are seen from the root of the repository.
const root = resolve('..');
const data = resolve(root, process.env['VARIORUM_TEST_DATA'] ?? '../shared/data');
const python = resolve(root, process.env['VARIORUM_TEST_PYTHON'] ?? '.venv/bin/python');
const file = resolve(data, 'alpaca/alpaca_dev_5000.jsonl');
const size = 40;

// The SDK lists all workspaces, and refuses names that the server takes.
test.use({ group: 'together' });

const quality = ['good', 'fair', 'poor'];
const issues = ['wrong', 'unclear', 'long'];
const matters = ['fact', 'form', 'tone'];
const questions: QuestionShape[] = [
  label('quality', ...quality),
  {
    name: 'score',
    required: true,
    settings: { type: 'rating', options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
  },
  { name: 'issues', settings: { type: 'multi_label_selection', options: labels(...issues) } },
  { name: 'matters', settings: { type: 'ranking', options: labels(...matters) } },
  { name: 'rewrite', settings: { type: 'text', use_markdown: false } },
  {
    name: 'phrases',
    settings: { type: 'span', field: 'output', options: labels('claim', 'filler') },
  },
];

interface Row {
  id: string;
  instruction: string;
  input: string;
  output: string;
}

interface Answer {
  status: string;
  values: Record<string, unknown>;
}

/** Rows whose output begins with a plain word and a space, so that what a mark covers is certain. */
function rows(): Row[] {
  const all = readFileSync(file, 'utf8').trim().split('\n');
  const found = all.map((line) => JSON.parse(line) as Row);
  return found.filter(({ output }) => /^[A-Za-z]{3,} [a-z]/.test(output)).slice(0, size);
}

const idea = (at: number) => ({
  quality: quality[at % 3] ?? '',
  score: 1 + (at % 5),
  rewrite: `Suggestion ${at}`,
});

function item({ id, instruction, input, output }: Row, at: number): ItemShape {
  const { quality, score, rewrite } = idea(at);
  const proposed = [
    { question: 'quality', value: quality, score: 0.9, agent: 'judge' },
    { question: 'score', value: score, score: 0.5, agent: 'judge' },
    { question: 'rewrite', value: rewrite, agent: 'writer' },
  ];
  return {
    external_id: id,
    fields: input === '' ? { instruction, output } : { instruction, input, output },
    suggestions: at % 8 === 1 || at % 8 === 2 ? proposed : [],
  };
}

/** What a person does with one record, by keys only, and what must come of it. */
async function answer(page: Page, at: number, who: number, output: string): Promise<Answer> {
  const [first, second] = [(at + who) % 3, (at * 2 + who) % 5];
  const [q, s] = [String(first + 1), String(second + 1)];
  const rated = { quality: quality[first], score: second + 1 };
  const proposed = idea(at);
  switch (at % 8) {
    case 0:
      // Everything: a digit leads on from label and rating, N from the others.
      await press(page, q, s, '1', '3', 'n', '1', '2', '3', 'n', 'e');
      await page.keyboard.type(`By ${who}: 1 + 1, jkn?`);
      await press(page, 'Escape', 'n', 'e', '2', 'Escape', 'Enter');
      return {
        status: 'submitted',
        values: {
          ...rated,
          issues: ['wrong', 'long'],
          matters: matters.map((value, place) => ({ value, rank: place + 1 })),
          rewrite: `By ${who}: 1 + 1, jkn?`,
          phrases: [{ start: 0, end: output.indexOf(' '), label: 'filler' }],
        },
      };
    case 1:
      await press(page, 'Shift+A');
      return { status: 'submitted', values: { ...proposed } };
    case 2: {
      // One suggestion changed, one accepted, one gone on with.
      const other = (quality.indexOf(proposed.quality) + 1) % 3;
      await press(page, String(other + 1), 'a', 'n', 'n', 'n', 'e', 'Control+End');
      await page.keyboard.type(' indeed');
      await press(page, 'Control+Enter');
      const values = { quality: quality[other], score: proposed.score };
      return { status: 'submitted', values: { ...values, rewrite: `${proposed.rewrite} indeed` } };
    }
    case 3:
      await press(page, q, 'Control+s', 'j');
      return { status: 'draft', values: { quality: rated.quality } };
    case 4:
      await press(page, 'Backspace');
      return { status: 'discarded', values: {} };
    case 5: {
      const shown = await page.locator('.bar .id').innerText();
      await press(page, q, s, 'Enter');
      // The order is each person's own: this may be the last one.
      const allDone = page.getByText(/^All done/);
      await expect(
        page.locator('.bar .id').filter({ hasNotText: shown }).or(allDone),
      ).toBeVisible();
      if (!(await allDone.isVisible())) await ready(page);
      await press(page, 'u');
      await expect(page.locator('.bar .id')).toHaveText(shown);
      await ready(page);
      const other = (first + 1) % 3;
      await press(page, String(other + 1), 'Enter');
      return { status: 'submitted', values: { ...rated, quality: quality[other] } };
    }
    case 6:
      await press(page, q, s, 'Enter');
      return { status: 'submitted', values: rated };
    default:
      // A mark taken away again, and another in its place.
      await press(page, q, s, 'n', 'n', 'n', 'e', '1', 'Backspace');
      await press(page, 'ArrowRight', '1', 'Escape', 'Control+Enter');
      return { status: 'submitted', values: { ...rated, phrases: [secondWord(output)] } };
  }
}

function secondWord(output: string) {
  const start = output.indexOf(' ') + 1;
  const word = /^[a-z]+/.exec(output.slice(start))?.[0] ?? '';
  return { start, end: start + word.length, label: 'claim' };
}

async function work(
  browser: Browser,
  url: string,
  person: Person,
  who: number,
  id: string,
  shown: readonly Row[],
): Promise<Map<string, Answer>> {
  const context = await browser.newContext({ baseURL: `${url}/` });
  const { username, password } = person;
  await context.request.post('api/v1/session', { data: { username, password } });
  const page = await context.newPage();
  await page.goto(`datasets/${id}/annotate`);
  const answers = new Map<string, Answer>();
  const bar = page.locator('.bar .id');
  for (let done = 0; done < shown.length; done += 1) {
    await ready(page);
    const external = await bar.innerText();
    expect(answers.has(external), `${external} comes once`).toBe(false);
    const at = shown.findIndex((row) => row.id === external);
    answers.set(external, await answer(page, at, who, shown[at]?.output ?? ''));
    if (done + 1 < shown.length) await expect(bar).not.toHaveText(external);
  }
  await expect(page.getByText(/^All done/)).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await expect.poll(() => unsent(page)).toBe(0);
  await context.close();
  return answers;
}

/** How many answers are still on the device only. */
function unsent(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open('variorum');
      opening.onsuccess = () => done(opening.result);
    });
    const count = await new Promise<number>((done) => {
      const counting = db.transaction('outbox').objectStore('outbox').count();
      counting.onsuccess = () => done(counting.result);
    });
    db.close();
    return count;
  });
}

/** As the SDK has it: rankings without their numbers, and nothing where no question is answered. */
function asRead(answers: Record<string, Answer>): Record<string, Answer> {
  const given = Object.entries(answers).filter(([, { values }]) => Object.keys(values).length > 0);
  return Object.fromEntries(
    given.map(([key, { status, values }]) => {
      const order = values['matters'] as { value: string }[] | undefined;
      const read = order ? { ...values, matters: order.map(({ value }) => value) } : values;
      return [key, { status, values: read }];
    }),
  );
}

test('two people answer by keyboard alone what the Argilla SDK then reads', async ({
  browser,
  world,
}) => {
  test.skip(!existsSync(file), `no data at ${file}`);
  test.skip(!existsSync(python), `no Python with argilla at ${python}`);
  test.setTimeout(180_000);
  const place = await Place.at(world.url, 2);
  const shown = rows();
  const made = await place.make({
    answers: 2,
    fields: [{ name: 'instruction' }, { name: 'input', required: false }, { name: 'output' }],
    questions,
    items: shown.map(item),
  });
  const done = await Promise.all(
    place.people.map((person, who) => work(browser, world.url, person, who, made.id, shown)),
  );
  const expected = Object.fromEntries(
    done.flatMap((answers, who) =>
      [...answers].map(([external, one]) => [`${external} ${place.person(who).username}`, one]),
    ),
  );
  const names = new Map(place.people.map(({ id, username }) => [id, username]));
  const stored = await made.stored();
  expect(
    Object.fromEntries(
      stored.map(({ external, user, status, values }) => [
        `${external ?? ''} ${names.get(user) ?? ''}`,
        { status, values },
      ]),
    ),
  ).toEqual(expected);

  const workspace = await call<{ name: string }>(
    world.url,
    'GET',
    `/workspaces/${place.workspace}`,
  );
  const args = ['e2e/together.py', world.url, world.key, workspace.name, made.name];
  const { stdout } = await promisify(execFile)(python, args, { maxBuffer: 16 << 20 });
  const read = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, Answer>;
  expect(read).toEqual(asRead(expected));
});
