/** Invented questions for the styleguide and for tests. */
import type { Question, QuestionSettings, QuestionType, SettingsOf, Suggestion } from '../api';
import type { Values } from './index';
import type { Origin, Told } from './types';

const at = '2026-11-24T12:00:00';

export function question<T extends QuestionType>(
  title: string,
  settings: SettingsOf<T>,
  more: Partial<Question> = {},
): Question & { settings: SettingsOf<T> } {
  return {
    id: `q-${title}`,
    dataset_id: 'd',
    name: title.toLowerCase(),
    title,
    description: null,
    required: true,
    inserted_at: at,
    updated_at: at,
    ...more,
    settings: settings as SettingsOf<T> & QuestionSettings,
  };
}

export function suggestion(
  value: unknown,
  score: number | number[] | null = null,
  agent: string | null = 'bert-small',
): Suggestion {
  return {
    id: 's',
    question_id: 'q',
    value,
    score,
    agent,
    type: agent === null ? 'human' : 'model',
    inserted_at: at,
    updated_at: at,
  };
}

const options = (texts: string[]) =>
  texts.map((text, place) => ({ value: `v${place + 1}`, text, description: null }));

const kinds = ['chair', 'desk', 'lamp', 'shelf', 'sofa', 'mirror', 'rug', 'clock', 'vase', 'stool'];
const looks = [
  'round',
  'narrow',
  'oak',
  'steel',
  'red',
  'low',
  'antique',
  'folding',
  'tall',
  'soft',
];
export const many = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    value: `p${place}`,
    text: `${looks[place % 10]} ${kinds[Math.floor(place / 10) % 10]} ${Math.floor(place / 100) + 1}`,
    description: place % 7 === 0 ? 'Only when it is the main thing in the picture' : null,
  }));

const aspects = options(
  'Battery,Screen,Price,Camera,Sound,Weight,Design,Software,Delivery,Support,Heat,Repair'.split(
    ',',
  ),
);
const long =
  'The answer follows the instruction in every part, gives its sources, and says plainly what is ' +
  'not known, although it could be shorter in the second half where the same reason stands twice';

export interface Example<T extends QuestionType = QuestionType> {
  name: string;
  question: Question & { settings: SettingsOf<T> };
  value: Values[T] | null;
  suggestion?: Suggestion;
  origin: Origin;
  error?: Told;
  locale?: string;
}

function example<T extends QuestionType>(from: Example<T>): Example {
  return from as unknown as Example;
}

const mood = {
  type: 'label_selection' as const,
  options: options(['Negative', 'Positive', 'Neutral']),
};
const sizes = { type: 'label_selection' as const, options: aspects, visible_options: 5 };
const places = { type: 'label_selection' as const, options: many(500) };
const topics = {
  type: 'multi_label_selection' as const,
  options: aspects,
  options_order: 'suggestion' as const,
  visible_options: 6,
};
const things = {
  type: 'multi_label_selection' as const,
  options: many(5000),
  options_order: 'natural' as const,
};
const scale = {
  type: 'rating' as const,
  options: Array.from({ length: 11 }, (_, value) => ({ value })),
};
const five = { type: 'rating' as const, options: [1, 2, 3, 4, 5].map((value) => ({ value })) };
const order = {
  type: 'ranking' as const,
  options: options(['Answer of model A', 'Answer of model B', 'Answer of the person', long]),
};
const prose = { type: 'text' as const, use_markdown: false };
const marked = { type: 'text' as const, use_markdown: true };
const written =
  '## In short\n\nThe **battery** lasts two days, the screen does not.\n\n' +
  '| part | verdict |\n|---|---|\n| battery | good |\n| screen | dim |\n\n- [x] read\n- [ ] checked';

export const examples: Example[] = [
  example<'label_selection'>({
    name: '3 options, suggested',
    question: question('Sentiment', mood),
    value: 'v2',
    suggestion: suggestion('v2', 0.93),
    origin: 'suggested',
  }),
  example<'label_selection'>({
    name: '3 options, mine, optional, another was suggested',
    question: question('Tone', mood, {
      required: false,
      description: 'As a stranger would hear it.',
    }),
    value: 'v1',
    suggestion: suggestion('v2', 0.41, null),
    origin: 'mine',
  }),
  example<'label_selection'>({
    name: '2 options, missing',
    question: question('Safe', { type: 'label_selection', options: options(['Yes', 'No']) }),
    value: null,
    origin: 'none',
    error: { key: 'question.choose.one' },
  }),
  example<'label_selection'>({
    name: '12 options, 5 of them visible, suggested beside',
    question: question('Main aspect', sizes, {
      description:
        'The aspect that the text is mostly about.\nIf two are equal, take the one named first. Prices of parts count as repair.',
    }),
    value: null,
    suggestion: suggestion('v9', 0.62),
    origin: 'none',
  }),
  example<'label_selection'>({
    name: '500 options',
    question: question('Object', places, { required: false }),
    value: 'p42',
    suggestion: suggestion('p7', 0.5),
    origin: 'edited',
  }),
  example<'label_selection'>({
    name: 'long texts, right to left, CJK',
    question: question('لغة النص', {
      type: 'label_selection',
      options: [...options([long, 'العربية الفصحى', '日本語で書かれている文章', 'עברית'])],
    }),
    value: 'v3',
    origin: 'edited',
    locale: 'ar',
  }),
  example<'multi_label_selection'>({
    name: '12 options, suggestions first, folded',
    question: question('Aspects', topics),
    value: ['v1', 'v3'],
    suggestion: suggestion(['v1', 'v3', 'v11'], [0.88, 0.71, 0.35]),
    origin: 'suggested',
  }),
  example<'multi_label_selection'>({
    name: '5,000 options',
    question: question('Things', things),
    value: ['p12', 'p300', 'p4711'],
    suggestion: suggestion(['p12', 'p9'], [0.9, 0.44]),
    origin: 'mine',
  }),
  example<'multi_label_selection'>({
    name: '3 options, error',
    question: question('Needs', {
      type: 'multi_label_selection',
      options_order: 'natural',
      options: options(['Sources', 'Shorter', 'Other words']),
    }),
    value: null,
    origin: 'none',
    error: { key: 'question.choose.some' },
  }),
  example<'rating'>({
    name: '1 to 5, captions, suggested',
    question: question('Quality', five, { description: '1 = useless, 5 = as I would write it' }),
    value: 4,
    suggestion: suggestion(4, 0.77),
    origin: 'suggested',
  }),
  example<'rating'>({
    name: '0 to 10, mine',
    question: question('How sure', scale, { required: false }),
    value: 7,
    suggestion: suggestion(9, 0.5),
    origin: 'mine',
  }),
  example<'ranking'>({
    name: 'partly ranked, a tie',
    question: question('Helpful', order),
    value: [
      { value: 'v1', rank: 1 },
      { value: 'v2', rank: 2 },
      { value: 'v3', rank: 2 },
      { value: 'v4', rank: null },
    ],
    origin: 'edited',
  }),
  example<'ranking'>({
    name: 'suggested',
    question: question('Fluent', order),
    value: [1, 2, 3, 4].map((rank) => ({ value: `v${5 - rank}`, rank })),
    suggestion: suggestion(
      [1, 2, 3, 4].map((rank) => ({ value: `v${5 - rank}`, rank })),
      [0.9, 0.8, 0.7, 0.6],
    ),
    origin: 'suggested',
  }),
  example<'ranking'>({
    name: 'empty, error',
    question: question('Order', order),
    value: null,
    origin: 'none',
    error: { key: 'question.rank.all', values: { count: 4 } },
  }),
  example<'text'>({
    name: 'empty, with a suggestion beside',
    question: question('Correction', prose, { required: false }),
    value: null,
    suggestion: suggestion('The battery lasts two days, but the screen is dim.', 0.8),
    origin: 'none',
  }),
  example<'text'>({
    name: 'edited from the suggestion',
    question: question('Rewrite', prose),
    value: 'The battery lasts almost two days, and the screen is rather dim.',
    suggestion: suggestion('The battery lasts two days, but the screen is dim.', 0.8),
    origin: 'edited',
  }),
  example<'text'>({
    name: 'Markdown, suggested',
    question: question('Summary', marked),
    value: written,
    suggestion: suggestion(written),
    origin: 'suggested',
  }),
  example<'text'>({
    name: 'right to left, missing',
    question: question('ترجمة', prose),
    value: null,
    origin: 'none',
    error: { key: 'question.write' },
    locale: 'ar',
  }),
];
