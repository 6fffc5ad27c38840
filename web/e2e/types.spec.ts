import type { Page } from '@playwright/test';
import { group, open, press, saved, text } from './annotating';
import { labels, Place, type FieldShape, type QuestionShape } from './made';
import { expect, expectAccessible, test } from './story';

// No story knows of another: all workers share them.
test.describe.configure({ mode: 'parallel' });

const themes = ['light', 'dark'] as const;
const many = Array.from({ length: 40 }, (_, at) => `Label ${at + 1}`);
const some = Array.from({ length: 12 }, (_, at) => `Topic ${at + 1}`);
const scale = [1, 2, 3, 4, 5].map((value) => ({ value }));

interface QuestionStory {
  settings: QuestionShape['settings'];
  /** Proposed for the second record. */
  idea: unknown;
  keys: (page: Page) => Promise<void>;
  answer: unknown;
}

const questionStories: Record<string, QuestionStory> = {
  label: {
    settings: { type: 'label_selection', options: labels('red', 'green', 'blue') },
    idea: 'blue',
    keys: (page) => press(page, 'Tab', 'ArrowDown', 'Enter'),
    answer: 'green',
  },
  'label of twelve, folded': {
    settings: { type: 'label_selection', options: labels(...some), visible_options: 4 },
    idea: 'Topic 9',
    keys: (page) => press(page, 'l', '1', '1'),
    answer: 'Topic 11',
  },
  'label of forty': {
    settings: { type: 'label_selection', options: labels(...many) },
    idea: 'Label 17',
    keys: async (page) => {
      await press(page, 't');
      await page.keyboard.type('label 33');
      await press(page, 'Enter', 'Enter');
    },
    answer: 'Label 33',
  },
  'multi-label': {
    settings: { type: 'multi_label_selection', options: labels('red', 'green', 'blue') },
    idea: ['red', 'blue'],
    keys: (page) => press(page, '1', '2', '3', '2', 'Enter'),
    answer: ['red', 'blue'],
  },
  rating: {
    settings: { type: 'rating', options: scale },
    idea: 4,
    keys: (page) => press(page, '5'),
    answer: 5,
  },
  ranking: {
    settings: { type: 'ranking', options: labels('fast', 'cheap', 'good') },
    idea: ['good', 'fast', 'cheap'].map((value, at) => ({ value, rank: at + 1 })),
    // Ranked by digits, then moved while picked up.
    keys: (page) => press(page, '1', '2', '3', 'Shift+ArrowUp', 'Control+Enter'),
    answer: null,
  },
  text: {
    settings: { type: 'text', use_markdown: false },
    idea: 'Proposed',
    keys: async (page) => {
      await press(page, 'e');
      await page.keyboard.type('jkn 123, ¿sí?');
      await press(page, 'Enter');
      await page.keyboard.type('second line');
      await press(page, 'Control+Enter');
    },
    answer: 'jkn 123, ¿sí?\nsecond line',
  },
  'text as Markdown': {
    settings: { type: 'text', use_markdown: true },
    idea: '**Proposed**',
    keys: async (page) => {
      await press(page, 'e');
      await page.keyboard.type('# Title');
      await press(page, 'Escape', 'd');
      await expect(group(page, 'asked').getByRole('heading', { name: 'Title' })).toBeVisible();
      await press(page, 'Control+Enter');
    },
    answer: '# Title',
  },
  span: {
    settings: { type: 'span', field: 'text', options: labels('person', 'place') },
    idea: [{ start: 0, end: 3, label: 'person' }],
    keys: (page) => press(page, 'e', '2', 'Escape', 'Enter'),
    answer: [{ start: 0, end: 3, label: 'place' }],
  },
};

for (const theme of themes) {
  for (const [name, { settings, idea, keys, answer }] of Object.entries(questionStories)) {
    test(`question: ${name}, ${theme}`, async ({ context, page, signIn, world }) => {
      await context.addCookies([{ name: 'variorum_theme', value: theme, url: world.url }]);
      const place = await Place.at(world.url);
      const made = await place.make({
        questions: [{ name: 'asked', description: 'What is asked', required: true, settings }],
        items: [
          { external_id: 'a', fields: { text: 'Ana lives here' } },
          {
            external_id: 'b',
            fields: { text: 'Bob lives there' },
            suggestions: [{ question: 'asked', value: idea, score: scoreOf(idea), agent: 'm-1' }],
          },
        ],
      });
      await signIn(place.first);
      await open(page, made);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expectAccessible(page);
      await keys(page);
      await expect(text(page, 'Bob lives there')).toBeVisible();
      await expectAccessible(page);
      await press(page, 'a', 'Enter');
      await expect(page.getByText(/^All done/)).toBeVisible();
      await expect(saved(page)).toBeVisible();
      await expect.poll(async () => (await made.stored()).length).toBe(2);
      const values = (await made.stored()).map(({ values }) => values['asked']);
      if (answer !== null) expect(values).toEqual([answer, idea]);
      else
        expect(ordered(values)).toEqual([
          ['fast', 'good', 'cheap'],
          ['good', 'fast', 'cheap'],
        ]);
    });
  }
}

const scoreOf = (idea: unknown) => (Array.isArray(idea) ? idea.map(() => 0.8) : 0.8);

function ordered(rankings: unknown[]): string[][] {
  const all = rankings as { value: string; rank: number }[][];
  return all.map((one) => one.toSorted((a, b) => a.rank - b.rank).map(({ value }) => value));
}

const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

interface FieldStory {
  settings: FieldShape['settings'];
  value: unknown;
  see: (page: Page) => Promise<void>;
}

const field = (page: Page) => page.locator('[data-field="shown"]').filter({ visible: true });
const framed = (page: Page) => page.frameLocator('[data-field="shown"] iframe').first();

const fieldStories: Record<string, FieldStory> = {
  text: {
    settings: { type: 'text', use_markdown: false },
    value: 'Two\nlines & <b>no markup</b>',
    see: (page) => expect(field(page)).toContainText('lines & <b>no markup</b>'),
  },
  markdown: {
    settings: { type: 'text', use_markdown: true },
    value: '# Head\n\n[link](https://example.org)\n\n| a |\n|---|\n| b |\n\n```\ncode\n```',
    see: async (page) => {
      await expect(field(page).getByRole('heading', { name: 'Head' })).toBeVisible();
      await press(page, 'd');
      await expect(field(page)).toContainText('# Head');
      await press(page, 'd');
      await expect(field(page).getByRole('table')).toBeVisible();
    },
  },
  chat: {
    settings: { type: 'chat', use_markdown: true },
    value: [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'Hello **you**' },
      { role: 'assistant', content: 'Good day' },
    ],
    see: async (page) => {
      await expect(field(page).getByRole('heading', { name: 'User' })).toBeVisible();
      await expect(field(page).getByText('to be judged')).toBeVisible();
    },
  },
  image: {
    settings: { type: 'image' },
    value: dot,
    see: async (page) => {
      await expect(field(page).getByRole('img')).toHaveAttribute('src', dot);
      await press(page, 'z');
      const viewer = page.getByRole('dialog', { name: /^Image/ });
      await expect(viewer).toBeVisible();
      await expectAccessible(page);
      await press(page, 'Escape');
      await expect(viewer).toBeHidden();
    },
  },
  'custom template': {
    settings: {
      type: 'custom',
      template: '<p>{{record.fields.shown.name}} is {{record.metadata.mood}}</p>',
      advanced_mode: false,
    },
    value: { name: 'Ana' },
    see: (page) => expect(framed(page).getByText('Ana is well')).toBeVisible(),
  },
  'custom template in advanced mode': {
    settings: {
      type: 'custom',
      template: `<p id="here"></p><script>here.textContent = record.fields.shown.name + '!'</script>`,
      advanced_mode: true,
    },
    value: { name: 'Ana' },
    see: (page) => expect(framed(page).getByText('Ana!')).toBeVisible(),
  },
  table: {
    settings: { type: 'custom', template: '', advanced_mode: false },
    value: { a: 1, b: 'two', c: null },
    see: (page) => expect(field(page).getByRole('rowheader', { name: 'b' })).toBeVisible(),
  },
};

for (const theme of themes) {
  for (const [name, { settings = {}, value, see }] of Object.entries(fieldStories)) {
    test(`field: ${name}, ${theme}`, async ({ context, page, signIn, world }) => {
      await context.addCookies([{ name: 'variorum_theme', value: theme, url: world.url }]);
      const place = await Place.at(world.url);
      const item = { fields: { shown: value }, metadata: { mood: 'well' } };
      const made = await place.make({
        fields: [{ name: 'shown', settings }],
        metadata: [{ name: 'mood', settings: { type: 'terms', values: ['well'] } }],
        items: [
          { ...item, external_id: 'a' },
          { ...item, external_id: 'b' },
        ],
      });
      await signIn(place.first);
      await open(page, made);
      await see(page);
      await expectAccessible(page);
      await press(page, '1');
      await expect(page.locator('.bar .id')).toHaveText('b');
      await see(page);
      await expect.poll(() => made.answers()).toEqual(['a submitted good']);
    });
  }
}
