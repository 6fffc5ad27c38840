/* eslint max-lines: off -- most of it is the texts of the pictures */
import { deflateSync } from 'node:zlib';
import { addPerson, addRecords, call, publish } from './api.mjs';
import { owner } from './server.mjs';

/** A team with data of every kind, for pictures. All texts are invented. */

const password = 'for pictures only';

/**
 * @param {string} url
 * @returns {Promise<{ people: Record<string, { username: string, password: string }>, datasets: Record<string, string>, call: (method: string, path: string, body?: unknown, key?: string) => Promise<any> }>}
 */
export async function gallery(url) {
  const ask = (method, path, body, key) => call(url, method, path, body, key);
  const workspace = async (name) => (await ask('POST', '/workspaces', { name })).id;
  const research = await workspace('research');
  const legal = await workspace('legal');
  const people = { owner };
  for (const [username, first_name, last_name, role, workspaces] of [
    ['ana', 'Ana', 'Martí', 'annotator', [research, legal]],
    ['jonas', 'Jonas', 'Kern', 'admin', [research, legal]],
    ['mei', 'Mei', 'Chen', 'annotator', [research]],
    ['newcomer', 'Noa', 'Levi', 'annotator', []],
  ]) {
    const person = { username, password, role, first_name, last_name };
    people[username] = await addPerson(url, person, workspaces);
  }
  const make = (name, space, parts) => datasetOf(url, name, space, parts);
  const datasets = {};
  datasets.reviews = await make('kitchen-reviews', research, reviews);
  datasets.places = await make('letters-places', research, places);
  datasets.answers = await make('answers-2026', research, answers);
  datasets.fields = await make('every-field', research, everyField);
  datasets.questions = await make('every-question', research, everyQuestion);
  datasets.done = await make('contracts-2025', legal, done);
  datasets.secret = await make('board-minutes', await workspace('board'), done);
  await ask('POST', '/datasets', { name: 'faq-import', workspace_id: research });
  const answer = async (who, dataset, count, values) => {
    const { items } = await ask('GET', `/datasets/${datasets[dataset]}/records?limit=100`);
    for (const [at, record] of items.slice(0, count).entries()) {
      const status = at % 9 === 4 ? 'draft' : at % 13 === 7 ? 'discarded' : 'submitted';
      const body = { status, values: values(at) };
      await ask('POST', `/records/${record.id}/responses`, body, people[who].key);
    }
  };
  const sentiment = (at) => ({ sentiment: { value: ['positive', 'negative', 'mixed'][at % 3] } });
  await answer('jonas', 'reviews', 31, sentiment);
  await answer('mei', 'reviews', 22, sentiment);
  await answer('ana', 'reviews', 12, sentiment);
  await answer('jonas', 'answers', 9, (at) => ({
    quality: { value: 1 + (at % 5) },
    clarity: { value: 3 },
  }));
  for (const who of ['ana', 'jonas'])
    await answer(who, 'done', 3, () => ({ clause: { value: 'term' } }));
  return { people, datasets, call: ask };
}

async function datasetOf(
  url,
  name,
  workspace_id,
  { guidelines, fields, questions, metadata = [], vectors = [], items, overlap = 1 },
) {
  const distribution = { strategy: 'overlap', min_submitted: overlap };
  const { id, questions: ids } = await publish(
    url,
    { name, workspace_id, guidelines, distribution },
    {
      fields: fields.map(([field, title, settings], at) => ({
        name: field,
        title,
        required: at === 0,
        settings,
      })),
      questions: questions.map(([question, title, description, settings, required = true]) => ({
        name: question,
        title,
        description,
        required,
        settings,
      })),
      metadata: metadata.map(([property, title, settings]) => ({
        name: property,
        title,
        settings,
        visible_for_annotators: true,
      })),
      vectors: vectors.map(([vector, dimensions]) => ({ name: vector, title: vector, dimensions })),
    },
  );
  const all = items.map(({ suggestions = [], ...item }) => ({
    ...item,
    suggestions: suggestions.map(({ question, ...rest }) => ({
      agent: 'judge-small',
      type: 'model',
      ...rest,
      question_id: ids[question],
    })),
  }));
  await addRecords(url, id, all);
  return id;
}

const options = (...values) =>
  values.map((value) => ({ value, text: value[0].toUpperCase() + value.slice(1) }));
const text = { type: 'text', use_markdown: false };
const markdown = { type: 'text', use_markdown: true };
const scale = { type: 'rating', options: [1, 2, 3, 4, 5].map((value) => ({ value })) };

const guidelines = `# How to judge

Read the **whole** text first, then judge it *as it stands*, not as it was meant.

## Sentiment

- **Positive**: the writer would buy it again.
- **Negative**: the writer would not.
- **Mixed**: both are said, and neither wins.

## Leave out

Spelling, price, and how the parcel looked. Discard what names a living person.
`;

const opinions = [
  [
    'The kettle boils in under two minutes and does not drip. I have given one to my mother as well.',
    'positive',
    0.97,
  ],
  [
    'After three weeks the handle came off in my hand, with boiling water in it. Never again.',
    'negative',
    0.95,
  ],
  [
    'A lovely pan, heavy and even, but the lid rattles so loudly that I cook without it.',
    'mixed',
    0.62,
  ],
  [
    'The knives arrived blunt. The shop sharpened them free of charge within a day, and now they are the best I own.',
    'mixed',
    0.55,
  ],
  ['Quiet, quick and easy to clean. The timer could be louder.', 'positive', 0.88],
  [
    'It says dishwasher safe on the box. It is not: the paint is in my sieve now.',
    'negative',
    0.91,
  ],
  ['I bought it for bread and use it for everything: soup, beans, even jam.', 'positive', 0.93],
  [
    'Fine for one person. For four of us it is too small, which the picture hides well.',
    'mixed',
    0.58,
  ],
];

const reviews = {
  guidelines,
  overlap: 2,
  fields: [['review', 'Review', text]],
  questions: [
    [
      'sentiment',
      'Sentiment',
      'How does the writer feel about the thing, all in all?',
      { type: 'label_selection', options: options('positive', 'negative', 'mixed') },
    ],
    [
      'aspects',
      'Aspects',
      'Everything that is judged, also in passing.',
      {
        type: 'multi_label_selection',
        options: options('quality', 'size', 'noise', 'cleaning', 'service', 'safety'),
      },
      false,
    ],
    ['usefulness', 'Usefulness', '1 = says nothing, 5 = I would decide by it', scale, false],
  ],
  metadata: [
    ['shop', 'Shop', { type: 'terms', values: ['market hall', 'web', 'outlet'] }],
    ['stars', 'Stars', { type: 'integer', min: 1, max: 5 }],
    ['novelty', 'Novelty', { type: 'float', min: 0, max: 1 }],
  ],
  vectors: [['meaning', 4]],
  items: Array.from({ length: 64 }, (_, at) => {
    const [review, value, score] = opinions[at % opinions.length];
    return {
      external_id: `review-${String(at + 1).padStart(4, '0')}`,
      fields: { review },
      metadata: {
        shop: ['market hall', 'web', 'outlet'][at % 3],
        stars: 1 + (at % 5),
        novelty: ((at * 37) % 100) / 101 + 0.001,
      },
      vectors: { meaning: [Math.sin(at), Math.cos(at), 0.5, at / 64] },
      suggestions:
        at % 5 === 3
          ? []
          : [
              { question: 'sentiment', value, score },
              { question: 'aspects', value: ['quality', 'service'], score: [0.9, 0.4] },
            ],
    };
  }),
};

/** Marks in code points, of the words in the order in which they stand. */
function marksIn(sentence, words) {
  const points = [...sentence];
  let from = 0;
  return words.map(([word, label, score]) => {
    const inside = [...word];
    const start = points.findIndex(
      (_, at) => at >= from && inside.every((point, i) => points[at + i] === point),
    );
    from = start;
    return { start, end: start + inside.length, label, ...(score === undefined ? {} : { score }) };
  });
}

const letters = [
  [
    'Dear Clara, we left Porto on Tuesday with the early train and reached Vigo before noon. Tomás Ribeiro waited at the Hotel Almirante with three umbrellas, because in Galicia, he says, even the sun carries one. On Friday 14 March we go on to the lighthouse at Finisterre.',
    [
      ['Clara', 'person'],
      ['Porto', 'place'],
      ['Tuesday', 'date'],
      ['Vigo', 'place'],
      ['Tomás Ribeiro', 'person'],
      ['Hotel Almirante', 'organisation'],
      ['Galicia', 'place'],
      ['Friday 14 March', 'date'],
      ['Finisterre', 'place'],
    ],
  ],
  [
    'The Society of Bell Founders meets in Utrecht on the first Monday of June. Miss Hanneke Vos will speak about the bells of the Domkerk, and the Museum Speelklok lends us its great hall.',
    [
      ['Society of Bell Founders', 'organisation'],
      ['Utrecht', 'place'],
      ['first Monday of June', 'date'],
      ['Hanneke Vos', 'person'],
      ['Domkerk', 'place'],
      ['Museum Speelklok', 'organisation'],
    ],
  ],
];

const places = {
  guidelines:
    '# Names and dates\n\nMark the **longest** name that stands in the text. Titles such as *Miss* stay outside.\n',
  fields: [['letter', 'Letter', text]],
  questions: [
    [
      'names',
      'Names and dates',
      'Mark every person, place, organisation and date.',
      {
        type: 'span',
        field: 'letter',
        allow_overlapping: true,
        visible_options: 4,
        options: options('person', 'place', 'organisation', 'date'),
      },
    ],
    [
      'tone',
      'Tone',
      null,
      { type: 'label_selection', options: options('private', 'official') },
      false,
    ],
  ],
  items: Array.from({ length: 24 }, (_, at) => {
    const [letter, words] = letters[at % letters.length];
    return {
      external_id: `letter-${String(at + 1).padStart(3, '0')}`,
      fields: { letter },
      suggestions: [
        { question: 'names', value: marksIn(letter, words.slice(0, -1)), agent: 'names-base' },
      ],
    };
  }),
};

const pairs = [
  [
    'Explain why the moon looks larger near the horizon.',
    'It is an illusion: near the horizon there are trees and roofs to compare it with, so the mind takes it for farther away and therefore larger. A photograph shows the same size.',
  ],
  [
    'How long should lentils soak before cooking?',
    'Lentils need no soaking. Rinse them, cover them with three times as much water and simmer for twenty to thirty minutes.',
  ],
  [
    'My kettle switches off too early. What can I check?',
    'Look for limescale on the floor of the kettle, see that the lid closes fully, and try another socket before you open anything.',
  ],
];

const answers = {
  guidelines,
  fields: [
    ['prompt', 'Prompt', text],
    ['answer', 'Answer', markdown],
  ],
  questions: [
    ['quality', 'Quality', '1 = poor, 5 = excellent', scale],
    ['clarity', 'Clarity', 'Would a newcomer follow it?', scale],
    [
      'better',
      'A better answer',
      'Only where you would write it differently.',
      { type: 'text', use_markdown: true },
      false,
    ],
  ],
  items: Array.from({ length: 30 }, (_, at) => ({
    fields: { prompt: pairs[at % 3][0], answer: pairs[at % 3][1] },
    suggestions: [{ question: 'quality', value: 1 + (at % 5), score: 0.5 + (at % 5) / 10 }],
  })),
};

/** Two hills under an evening sun, as a PNG: fields take no drawings in SVG. */
function landscape(width = 480, height = 270) {
  const colour = (x, y) => {
    const far = 150 + 40 * Math.sin(x / 70) + 12 * Math.sin(x / 23);
    const near = 205 + 22 * Math.sin(x / 55 + 2);
    if (y > near) return [62, 86, 65];
    if (y > far) return [91, 130, 102];
    if (Math.hypot(x - 360, y - 70) < 34) return [244, 211, 94];
    return [207 - y / 5, 227 - y / 8, 238];
  };
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: width }, (__, x) => colour(x, y)).flat(),
  ]);
  const part = (name, data) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(name), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', head),
    part('IDAT', deflateSync(Buffer.from(rows.flat()))),
    part('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const everyField = {
  guidelines,
  fields: [
    ['text', 'Plain text', text],
    ['markdown', 'Markdown', markdown],
    ['talk', 'Conversation', { type: 'chat', use_markdown: true }],
    ['view', 'View from the window', { type: 'image' }],
    [
      'card',
      'Card',
      {
        type: 'custom',
        template:
          '<article style="font:16px system-ui;padding:8px"><h3>{{record.fields.card.name}}</h3><p>{{record.fields.card.price}} a kilo</p></article>',
        advanced_mode: false,
      },
    ],
  ],
  questions: [
    [
      'verdict',
      'Verdict',
      'Can it be shown to customers?',
      { type: 'label_selection', options: options('good', 'bad', 'unsure') },
    ],
  ],
  items: [
    {
      external_id: 'all-at-once',
      fields: {
        text: 'Two lines of plain text,\nwith a <b>tag</b> that stays what it is.',
        markdown:
          '## Lentil soup\n\n1. Rinse **200 g** of lentils.\n2. Simmer for *twenty* minutes.\n\n| for | water |\n|---|---|\n| 2 | 0.6 l |\n| 4 | 1.2 l |\n\n```python\nprint("stir", 3 * "again ")\n```\n',
        talk: [
          { role: 'system', content: 'You help in a kitchen. Be brief.' },
          { role: 'user', content: 'Can I freeze the soup?' },
          {
            role: 'assistant',
            content: 'Yes, for **three months**. Leave out the potatoes: they turn mealy.',
          },
          { role: 'user', content: 'And with cream in it?' },
          { role: 'assistant', content: 'Stir the cream in *after* thawing.' },
        ],
        view: landscape(),
        card: { name: 'Green lentils', price: '3.20' },
      },
    },
  ],
};

const trees =
  'alder apple ash aspen beech birch box cedar cherry chestnut cypress elder elm fir hawthorn hazel holly hornbeam juniper larch laurel lime maple mulberry oak olive pear pine plane plum poplar rowan spruce sycamore walnut willow yew'.split(
    ' ',
  );

const everyQuestion = {
  guidelines,
  fields: [['text', 'Text', text]],
  questions: [
    [
      'kind',
      'Kind',
      'What sort of text is it?',
      { type: 'label_selection', options: options('recipe', 'letter', 'report', 'poem') },
    ],
    [
      'tree',
      'Tree',
      'The tree it is about.',
      { type: 'label_selection', options: options(...trees), visible_options: 6 },
      false,
    ],
    [
      'topics',
      'Topics',
      null,
      {
        type: 'multi_label_selection',
        options: options('garden', 'weather', 'work', 'food', 'travel'),
        options_order: 'natural',
      },
    ],
    ['quality', 'Quality', '1 = poor, 5 = excellent', scale],
    [
      'order',
      'Best first',
      'Which should we print?',
      { type: 'ranking', options: options('first draft', 'second draft', 'printed text') },
    ],
    [
      'marks',
      'Plants',
      null,
      { type: 'span', field: 'text', options: options('tree', 'fruit'), allow_overlapping: false },
      false,
    ],
    ['title', 'A title for it', 'Ten words at most.', { type: 'text', use_markdown: false }, false],
  ],
  items: Array.from({ length: 6 }, () => ({
    fields: {
      text: 'The old walnut stood where the lane turns. In October we gathered nuts until our fingers were black, and grandmother dried them under the apple shelves.',
    },
    suggestions: [
      { question: 'kind', value: 'letter', score: 0.71 },
      { question: 'tree', value: 'walnut', score: 0.98 },
      { question: 'topics', value: ['garden', 'food'], score: [0.9, 0.64] },
      { question: 'quality', value: 4, type: 'human', agent: 'jonas' },
      {
        question: 'order',
        value: [
          { value: 'printed text', rank: 1 },
          { value: 'second draft', rank: 2 },
          { value: 'first draft', rank: 2 },
        ],
      },
      { question: 'title', value: 'Black fingers in October' },
    ],
  })),
};

const done = {
  guidelines,
  fields: [['clause', 'Clause', text]],
  questions: [
    [
      'clause',
      'Sort of clause',
      null,
      { type: 'label_selection', options: options('term', 'price', 'liability') },
    ],
  ],
  items: [
    'The lease runs for ten years from the first of May.',
    'Rent is due on the third working day.',
    'Each side bears the loss that it has caused.',
  ].map((clause) => ({ fields: { clause } })),
};
