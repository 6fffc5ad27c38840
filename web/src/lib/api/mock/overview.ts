import type { OverviewItem, QuestionType } from '..';

const usernames = ['ana', 'jonas', 'chen', 'mariam', 'lu'];

export const workspaces = [
  { id: 'w-default', name: 'default' },
  { id: 'w-legal', name: 'legal' },
  { id: 'w-speech', name: 'speech' },
];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Row = [
  name: string,
  workspace: number,
  types: QuestionType[],
  total: number,
  completed: number,
  left: number,
  drafts: number,
  submitted: number,
  people: number,
  ago: number,
];

const rows: Row[] = [
  ['reviews-2026', 0, ['label_selection', 'rating'], 12400, 7688, 128, 4, 3201, 5, 10 * minute],
  ['contracts-ner', 1, ['span'], 900, 840, 0, 0, 900, 1, 2 * day],
  ['instructions-es', 0, ['rating', 'ranking', 'text'], 5000, 1210, 640, 0, 12, 3, 3 * hour],
  ['toxicity-second-round', 0, ['multi_label_selection'], 48250, 48250, 0, 0, 2210, 12, 6 * day],
  ['call-transcripts-intent', 2, ['label_selection', 'span'], 3200, 96, 412, 1, 20, 2, 40 * minute],
  ['faq-import', 0, [], 0, 0, 0, 0, 0, 0, hour],
  ['summaries-preference', 0, ['ranking'], 2000, 1999, 1, 0, 400, 4, 26 * hour],
  ['clauses-risk', 1, ['label_selection', 'text'], 640, 0, 640, 0, 0, 0, 12 * day],
  [
    'very-long-name-of-a-dataset-about-product-questions-and-answers-2025-q4',
    0,
    ['text'],
    77,
    8,
    9,
    0,
    3,
    2,
    33 * day,
  ],
];

/** Datasets as a team has them, with activity before `now`. */
export function overview(now: number): OverviewItem[] {
  const at = (ago: number) => new Date(now - ago).toISOString().replace('Z', '');
  return rows.map(
    ([
      name,
      workspace,
      types,
      total,
      completed,
      pending,
      draft,
      submitted,
      answered,
      ago,
    ]): OverviewItem => ({
      id: `d-${name}`,
      name,
      status: total === 0 ? 'draft' : 'ready',
      workspace: workspaces[workspace] ?? { id: '', name: '' },
      distribution: { strategy: 'overlap', min_submitted: 1 },
      has_guidelines: true,
      fields: { total: 1, types: ['text'] },
      questions: { total: types.length, types },
      records: { total, completed, pending: total - completed },
      responses: { total, pending, draft, submitted, discarded: 0 },
      people: { total: answered, usernames: usernames.slice(0, answered) },
      may_manage: false,
      last_activity_at: at(ago),
      inserted_at: at(ago + 20 * day),
      updated_at: at(ago),
    }),
  );
}
