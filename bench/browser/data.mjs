/** Datasets to measure with. All texts are invented. */
import { addPerson, addRecords, call, publish } from '../../web/tools/api.mjs';

export const password = 'for measuring only';
export const OPTIONS = 5000;
const LONG = 100_000;

/** What one person has to annotate: one workspace with datasets as they are asked for. */
export async function team(url) {
  const workspace = (await call(url, 'POST', '/workspaces', { name: 'bench' })).id;
  const ana = {
    username: 'ana',
    password,
    role: 'annotator',
    first_name: 'Ana',
  };
  const { key } = await addPerson(url, ana, [workspace]);
  return { workspace, key };
}

const field = {
  name: 'text',
  title: 'Text',
  required: true,
  settings: { type: 'text' },
};
const question = (name, required, settings) => ({
  name,
  title: name,
  required,
  settings,
});
const options = (...values) => values.map((value) => ({ value, text: value }));

const words = 'the kettle boils in two minutes and after a week its handle came off again'.split(
  ' ',
);

/** Two questions, so that a digit answers and Enter submits. */
export async function plain(url, { workspace }, records) {
  const { id } = await publish(
    url,
    { name: 'bench', workspace_id: workspace },
    {
      fields: [field],
      questions: [
        question('verdict', true, {
          type: 'label_selection',
          options: options('good', 'bad', 'unsure'),
        }),
        question('quality', false, {
          type: 'rating',
          options: [1, 2, 3, 4, 5].map((value) => ({ value })),
        }),
      ],
    },
  );
  const textOf = (number) =>
    Array.from({ length: 60 }, (_, word) => words[(number * 7 + word * 5) % words.length]);
  for (let from = 0; from < records; from += 10_000) {
    const items = Array.from({ length: Math.min(10_000, records - from) }, (_, add) => {
      const number = from + add;
      return {
        external_id: `r${number}`,
        fields: { text: `${number}: ${textOf(number).join(' ')}.` },
      };
    });
    await addRecords(url, id, items);
  }
  return id;
}

/** A question of so many labels that only typing finds them. */
export async function manyLabels(url, { workspace }) {
  const labels = Array.from({ length: OPTIONS }, (_, at) => ({
    value: `c${at}`,
    text: `${words[at % words.length]} ${words[(at * 3 + 1) % words.length]} ${at}`,
  }));
  const { id } = await publish(
    url,
    { name: 'labels', workspace_id: workspace },
    {
      fields: [field],
      questions: [question('class', true, { type: 'label_selection', options: labels })],
    },
  );
  await addRecords(url, id, [{ fields: { text: 'The kettle boils.' } }]);
  return id;
}

/** Long texts that are marked already: places of their records by name. */
export async function longTexts(url, { workspace, key }) {
  const labels = Array.from({ length: 8 }, (_, at) => `l${at + 1}`);
  const { id } = await publish(
    url,
    { name: 'spans', workspace_id: workspace },
    {
      fields: [field],
      questions: [
        question('marks', true, {
          type: 'span',
          field: 'text',
          allow_overlapping: true,
          options: options(...labels),
        }),
      ],
    },
  );
  const kinds = {
    '100,000 characters, 250 marks': { feeds: true, step: 400 },
    '100,000 characters in one line, 10,000 marks': { feeds: false, step: 10 },
  };
  const places = {};
  for (const [name, { feeds, step }] of Object.entries(kinds)) {
    const text = long(feeds);
    const { items } = await call(url, 'POST', `/datasets/${id}/records/bulk`, {
      items: [{ fields: { text } }],
    });
    const value = Array.from({ length: LONG / step - 1 }, (_, at) => ({
      start: at * step,
      end: at * step + 1 + ((at * step) % 7),
      label: labels[at % labels.length],
    }));
    const body = { status: 'draft', values: { marks: { value } } };
    await call(url, 'POST', `/records/${items[0].id}/responses`, body, key);
    places[name] = `${id}/annotate/${items[0].id}`;
  }
  return places;
}

function long(feeds) {
  let text = '';
  for (let at = 0; text.length < LONG; at += 1)
    text += (words[at % words.length] ?? '') + (at % 97 === 96 && feeds ? '\n' : ' ');
  return text.slice(0, LONG);
}
