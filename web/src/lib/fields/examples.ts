/** Invented fields for the styleguide and for tests. */
import type { DatasetRecord, Field, FieldSettings, FieldSettingsOf, FieldType } from '../api';

const at = '2026-11-24T12:00:00';

export interface Example<T extends FieldType = FieldType> {
  name: string;
  field: Field & { settings: FieldSettingsOf<T> };
  value: unknown;
  matches?: string[];
  source?: boolean;
  folded?: boolean;
  locale?: string;
}

export function field<T extends FieldType>(
  title: string,
  settings: FieldSettingsOf<T>,
): Field & { settings: FieldSettingsOf<T> } {
  return {
    id: `f-${title}`,
    dataset_id: 'd',
    name: title.toLowerCase(),
    title,
    required: true,
    inserted_at: at,
    updated_at: at,
    settings: settings as FieldSettingsOf<T> & FieldSettings,
  };
}

export function record(fields: Record<string, unknown>): DatasetRecord {
  return {
    id: 'r',
    dataset_id: 'd',
    external_id: 'ext-0042',
    fields,
    status: 'pending',
    metadata: {},
    inserted_at: at,
    updated_at: at,
  };
}

const text = { type: 'text' as const, use_markdown: false };
const marked = { type: 'text' as const, use_markdown: true };
const chat = { type: 'chat' as const, use_markdown: true };
const paragraph =
  'The battery lasts two days and charges in an hour. The screen is dim outdoors, though, and the ' +
  'speaker rattles when it is loud. For the price I would still buy it again. 👩🏽‍🚀 ';
const long = Array.from({ length: 300 }, (_, line) => `${line + 1}. ${paragraph}`).join('\n');
export const markdown = `# A short report

The **battery** lasts *two days*, see [the test](https://example.org/battery "as measured").

> Screens that are dim outdoors are a nuisance.

1. first
2. second
   - nested, ~~struck~~ and \`code\`

- [x] read
- [ ] checked

| part | hours | verdict |
|:--|--:|---|
| battery | 48 | good |
| screen | 6 | dim |

\`\`\`python
def hours(capacity: float, draw: float) -> float:
    return capacity / draw  # a long line that scrolls inside of itself when there is no more room
\`\`\`
`;
const drawing =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="520" viewBox="0 0 900 520">' +
      '<rect width="900" height="520" fill="#dfe8ee"/><circle cx="690" cy="130" r="60" fill="#f2bd6b"/>' +
      '<path d="M0 430 210 210 350 350 520 140 900 470V520H0z" fill="#4a6a7c"/>' +
      '<path d="M0 470 260 360 470 450 640 380 900 500V520H0z" fill="#2f4858"/></svg>',
  );
const conversation = [
  { role: 'system', content: 'You help people who look for a phone. Answer in two sentences.' },
  { role: 'user', content: 'How long does the **battery** of the small one last?' },
  {
    role: 'assistant',
    content:
      '{"content":"Let me look that up.","tool_calls":[{"function":{"name":"find_phone","arguments":"{\\"size\\":\\"small\\",\\"fields\\":[\\"battery\\"]}"}}]}',
  },
  { role: 'tool', content: '{"phone":"Mini 3","battery":{"capacity_mah":3200,"hours":[41,48]}}' },
  { role: 'assistant', content: paragraph.repeat(12) },
  { role: 'user', content: 'Shorter, please. 短くしてください。' },
  { role: 'assistant', content: 'It lasts **41 to 48 hours**.\n\n- small screen\n- dim outdoors' },
];
const reviews = Array.from({ length: 12 }, (_, row) => ({
  part: ['battery', 'screen', 'speaker', 'camera'][row % 4],
  hours: 6 + row * 3.5,
  verdict: row % 3 === 0 ? 'good, and better than the year before' : 'fair',
}));

function example<T extends FieldType>(from: Example<T>): Example {
  return from as unknown as Example;
}

export const examples: Example[] = [
  example<'text'>({ name: 'plain', field: field('Prompt', text), value: paragraph }),
  example<'text'>({ name: 'empty', field: field('Context', text), value: null }),
  example<'text'>({
    name: 'search',
    field: field('Review', text),
    value: paragraph.repeat(3),
    matches: ['battery', 'screen'],
  }),
  example<'text'>({
    name: 'right to left',
    field: field('النص', text),
    value: 'البطارية تدوم يومين (two days) والشاشة خافتة في الخارج.\nThe next line is English.',
    locale: 'ar',
  }),
  example<'text'>({
    name: 'CJK',
    field: field('本文', text),
    value: '電池は二日もちますが、画面は屋外では暗いです。値段を考えれば、また買うでしょう。',
    locale: 'ja',
  }),
  example<'text'>({
    name: 'Markdown',
    field: field('Response', marked),
    value: markdown,
    matches: ['battery'],
  }),
  example<'text'>({
    name: 'Markdown, source',
    field: field('Response 2', marked),
    value: markdown.slice(0, 300),
    source: true,
  }),
  example<'chat'>({ name: 'conversation', field: field('Dialogue', chat), value: conversation }),
  example<'chat'>({
    name: 'another form',
    field: field('Dialogue 2', chat),
    value: { a: [1, 'b'] },
  }),
  example<'image'>({ name: 'image', field: field('Photo', { type: 'image' }), value: drawing }),
  example<'image'>({
    name: 'failed',
    field: field('Photo 2', { type: 'image' }),
    value: 'https://127.0.0.1:9/none.png',
  }),
  example<'image'>({
    name: 'refused',
    field: field('Photo 3', { type: 'image' }),
    value: 'javascript:alert(1)',
  }),
  example<'text'>({ name: 'list of objects', field: field('Table', text), value: reviews }),
  example<'custom'>({
    name: 'no template',
    field: field('Product', { type: 'custom', template: '', advanced_mode: false }),
    value: {
      name: 'Mini 3',
      price: 299,
      sizes: ['small', 'large'],
      weight: { value: 160, unit: 'g' },
    },
  }),
  example<'custom'>({
    name: 'template',
    field: field('Card', {
      type: 'custom',
      template: '<h1>{{record.fields.card.name}}</h1>',
      advanced_mode: false,
    }),
    value: { name: 'Mini 3' },
  }),
  example<'text'>({
    name: 'long',
    field: field('Log', text),
    value: long.slice(0, 60_000),
    folded: true,
  }),
];
