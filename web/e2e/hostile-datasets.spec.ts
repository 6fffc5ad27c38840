import { open, press } from './annotating';
import { expectFits, expectNothingRan } from './harmless';
import { fresh, Place, type QuestionShape } from './made';
import { chunks, inMarkdown, shown } from './payloads';
import { expect, find, test } from './story';

// Names here stay out of the way of other files' stories.
test.describe.configure({ mode: 'parallel' });

type Kind = 'label_selection' | 'multi_label_selection' | 'ranking';

function questionsOf(payload: string, at: number, texts: readonly string[]): QuestionShape[] {
  const options = [...texts, 'other', 'third'].map((value) => ({
    value,
    text: value,
    description: value,
  }));
  const [title, description] = [`${payload} title`, payload];
  const own = (type: string) => `${type} ${at} ${payload}`;
  return [
    ...(['label_selection', 'multi_label_selection', 'ranking'] satisfies Kind[]).map((type) => ({
      name: own(type),
      title,
      description,
      required: type === 'label_selection',
      settings: { type, options },
    })),
    { name: own('written'), title, description, settings: { type: 'text', use_markdown: true } },
    {
      name: own('rating'),
      title,
      description,
      settings: { type: 'rating', options: [{ value: 1 }, { value: 2 }] },
    },
  ];
}

for (const [at, chunk] of chunks(3).entries()) {
  test(`what a dataset holds is text wherever it is shown, part ${at + 1}`, async ({
    faults,
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(120_000);
    const { url } = world;
    const place = await Place.at(url);
    const guidelines = chunk.map(inMarkdown).join('\n\n');
    const questions = chunk.flatMap((payload, each) => questionsOf(payload, each, chunk));
    const spans = {
      name: 'spans',
      title: `${chunk[0]} title`,
      description: chunk[0] ?? '',
      settings: {
        type: 'span',
        field: 'plain 0',
        options: chunk.map((text) => ({ value: text, text })),
      },
    };
    const kinds = [
      ['plain', { type: 'text' }],
      ['markdown', { type: 'text', use_markdown: true }],
      ['image', { type: 'image' }],
      ['chat', { type: 'chat', use_markdown: true }],
      ['table', { type: 'custom', template: '', advanced_mode: false }],
      ['custom', { type: 'custom', template: '{{record.fields.custom}}', advanced_mode: false }],
    ] as const;
    const fieldsOf = (payload: string): Record<string, unknown> => {
      // A role has at most twenty characters.
      const roles = ['user', payload.slice(0, 20), 'assistant', '<svg/onload=alert()>'];
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="stolen=1">${payload}</svg>`;
      return {
        plain: payload,
        markdown: inMarkdown(payload),
        image: `data:image/svg,${encodeURIComponent(svg)}`,
        chat: roles.map((role) => ({ role, content: inMarkdown(payload) })),
        table: { [payload]: [payload, { [payload]: payload }] },
        custom: { [payload]: payload },
      };
    };
    const fields = chunk.flatMap((payload, each) =>
      kinds.map(([kind, settings]) => ({
        name: `${kind} ${each}`,
        title: `${payload} title`,
        settings,
      })),
    );
    const values = Object.fromEntries(
      chunk.flatMap((payload, each) =>
        Object.entries(fieldsOf(payload)).map(([kind, value]) => [`${kind} ${each}`, value]),
      ),
    );
    const made = await place.make({
      name: `${chunk[0]} ${fresh('dataset')}`,
      guidelines,
      fields,
      questions: [...questions, spans],
      metadata: chunk.map((payload, each) => ({
        name: `${payload} ${each}`,
        title: `${payload} title`,
        settings: { type: 'terms', values: null },
      })),
      vectors: chunk.map((payload, each) => ({
        name: `${payload} ${each}`,
        title: `${payload} title`,
        dimensions: 2,
      })),
      items: ['first', 'second', 'third'].map((external, which) => ({
        external_id: `${external} ${chunk[which % chunk.length]}`,
        fields: values,
        metadata: Object.fromEntries(chunk.map((one, each) => [`${one} ${each}`, one])),
        vectors: Object.fromEntries(chunk.map((one, each) => [`${one} ${each}`, [1, which]])),
        suggestions: questions.flatMap(({ name, settings }) => {
          const value = chunk[which % chunk.length] ?? '';
          const agent = 'javascript:stolen';
          if (settings['type'] === 'label_selection')
            return [{ question: name, value, score: 0.5, agent }];
          return settings['type'] === 'text' ? [{ question: name, value: guidelines, agent }] : [];
        }),
      })),
    });
    await signIn(place.first);
    const quiet = () => expectNothingRan(page);

    await open(page, made);
    await expect(page.getByRole('main')).toContainText(shown(`${chunk[0]} title`));
    const frames = page.locator('iframe').filter({ visible: true });
    await expect(frames).toHaveCount(chunk.length);
    await quiet();
    await expectFits(page);
    await press(page, 'i', 'g', 'l');
    await expect(page.getByRole('region', { name: 'Guidelines' })).toContainText('b');
    await quiet();
    await press(page, 'd');
    await quiet();
    await press(page, 'd');
    // What is suggested is accepted, written on and looked at as it will be read.
    await press(page, 'a', 'n', 'n', 'n', 'a', 'd');
    await expect(page.locator('[data-question]').nth(3)).toContainText('Preview');
    await quiet();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    await expect(page.getByRole('main')).toContainText('Undo');
    await quiet();
    // More like this, by a vector of that name.
    await press(page, 'Escape', 'm');
    await expect(page.getByRole('main')).toContainText('most similar');
    await quiet();

    await open(page, made);
    await press(page, 'f');
    const dialog = page.getByRole('dialog', { name: 'Filters' });
    const by = dialog.getByLabel('Filter by');
    const options = await by
      .locator('option')
      .evaluateAll((every) => every.map((one) => (one as HTMLOptionElement).value));
    for (const option of options) await by.selectOption(option);
    await quiet();
    await press(page, 'Escape');
    await page.getByRole('button', { name: 'Sort' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await quiet();
    await press(page, 'Escape');
    await find(page, chunk[0] ?? '');
    await quiet();
    await press(page, 'Escape');
    // Filters, orders and words of the address.
    const safe = (text: string) =>
      encodeURIComponent(text.replace(/[%.,;:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`));
    for (const [each, payload] of chunk.entries()) {
      const name = safe(`${payload} ${each}`);
      const query = `&q=${encodeURIComponent(payload)}&f=meta.${name}:in:${safe(payload)}`;
      await page.goto(`${made.path};meta.${name}:asc${query}&view=focus`);
      await expect(page.getByRole('main')).toContainText(shown(payload));
      await quiet();
    }

    await page.goto(`${made.path}&view=bulk`);
    await expect(page.getByRole('list', { name: 'Records' })).toContainText('second');
    await quiet();
    await page.getByRole('button', { name: 'Whole records' }).click();
    await page.getByRole('list', { name: 'Records' }).getByRole('checkbox').first().click();
    await expect(page.getByRole('form', { name: 'Questions for all' })).toBeVisible();
    await expectFits(page);
    await quiet();

    // Links and images of a dataset may be anywhere; none was followed. A browser only says what Markdown
    // would have done to the document in which it is read, which is never shown.
    const read = /^console: (Setting the document's base|Applying inline style)/;
    expect(faults.filter((one) => !read.test(one))).toEqual([]);
    faults.length = 0;
  });
}
