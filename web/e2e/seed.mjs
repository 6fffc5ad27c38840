// Makes a dataset to try the annotation page with: node e2e/seed.mjs [URL] [API key] [records]
const [url = 'http://127.0.0.1:6900', key = 'owner.for-tests', count = '60'] =
  process.argv.slice(2);

async function call(method, path, body) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-argilla-api-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const prompts = [
  'Explain why the moon looks larger near the horizon.',
  'Write two sentences that invite a neighbour to a garden party.',
  'How long should lentils soak before cooking?',
  'Summarise the difference between a lease and a licence.',
  'My kettle switches off too early. What can I check?',
  'Give three names for a bakery by the river.',
];
const answers = [
  'It is an illusion: near the horizon there are trees and roofs to compare it with, so the mind takes it for farther away and therefore larger. A photograph shows the same size.',
  'We are lighting the lanterns on Saturday at six. Come as you are and bring a chair if you have one to spare.',
  'Lentils need no soaking. Rinse them, cover them with three times as much water and simmer for twenty to thirty minutes.',
  'A lease gives a right to the place itself, for a time and against everybody. A licence only makes lawful what would otherwise be a trespass.',
  'Look for limescale on the floor of the kettle, see that the lid closes fully, and try another socket before you open anything.',
  'The Floury Bank, Crust and Current, Third Bridge Bakery.',
];
const sources = ['forum', 'mail', 'survey'];
const guidelines = `# How to judge

Read the **prompt** first, then the answer. Judge the answer *as it stands*, not as it was meant.

## Scale

1. wrong or harmful
2. mostly wrong
3. partly right
4. right, could be clearer
5. right and clear

- Leave spelling aside.
- Discard records that hold names of living people.

See \`README\` or [the examples](https://example.org/examples).
`;

const workspace = await call('POST', '/workspaces', { name: `w${Date.now()}` });
const dataset = await call('POST', '/datasets', {
  name: 'answers-2026',
  workspace_id: workspace.id,
  guidelines,
  distribution: { strategy: 'overlap', min_submitted: 2 },
});
const under = `/datasets/${dataset.id}`;
for (const [name, title] of [
  ['prompt', 'Prompt'],
  ['answer', 'Answer'],
]) {
  const settings = { type: 'text', use_markdown: false };
  await call('POST', `${under}/fields`, { name, title, required: name === 'prompt', settings });
}
const rating = (name, title, required, description) =>
  call('POST', `${under}/questions`, {
    name,
    title,
    required,
    description,
    settings: { type: 'rating', options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
  });
const questions = [
  await rating('quality', 'Quality', true, '1 = poor, 5 = excellent'),
  await rating('clarity', 'Clarity', true, 'Would a newcomer follow it?'),
  await rating('effort', 'Effort to judge', false, null),
];
for (const [name, title, settings] of [
  ['source', 'Source', { type: 'terms', values: sources }],
  ['length', 'Length', { type: 'integer', min: null, max: null }],
  ['novelty', 'Novelty', { type: 'float', min: 0, max: 1 }],
]) {
  await call('POST', `${under}/metadata-properties`, {
    name,
    title,
    settings,
    visible_for_annotators: true,
  });
}
await call('POST', `${under}/vectors-settings`, {
  name: 'meaning',
  title: 'Meaning',
  dimensions: 3,
});
await call('PUT', `${under}/publish`);
const items = Array.from({ length: Number(count) }, (_, at) => {
  const answer = answers[at % answers.length];
  return {
    external_id: `ext-${String(at + 1).padStart(4, '0')}`,
    fields: { prompt: prompts[at % prompts.length], answer },
    metadata: {
      source: sources[at % 3],
      length: answer.length,
      novelty: ((at * 37) % 100) / 101 + 0.001,
    },
    vectors: { meaning: [Math.sin(at), Math.cos(at), 0.5] },
    suggestions:
      at % 4 === 3
        ? []
        : [
            {
              question_id: questions[0].id,
              value: 1 + (at % 5),
              agent: 'judge-small',
              score: 0.5 + (at % 5) / 10,
              type: 'model',
            },
          ],
  };
});
for (let at = 0; at < items.length; at += 500) {
  await call('POST', `${under}/records/bulk`, { items: items.slice(at, at + 500) });
}
console.log(`${dataset.id}`);
