import type { Mark } from '$lib/spans';

export interface Sample {
  name: string;
  text: string;
  locale: string;
  overlaps: boolean;
  marks: Mark[] | null;
  /** Marks of a suggestion with scores. */
  suggested?: (Mark & { score: number })[];
  prefill?: boolean;
  labels?: number;
}

const letter =
  'On Monday Ana Moreno left New York for the Hague, where the court of the United Nations meets. ' +
  'She took the night train, because the airport of Frankfurt was closed.\n\n' +
  '“It is quieter,” she said, and slept until Brussels.';

const mixed =
  'العربية: سافرت آنا من نيويورك إلى لاهاي in May 2024 مع فريقها.\n' +
  'עברית: הפגישה עם Variorum Labs נקבעה ליום שני בתל אביב.';

/** Text of our own making, a line of about 80 characters at a time. */
function long(units: number, feeds: boolean): string {
  const words = 'a record of plain words that nobody has to read to the end of it'.split(' ');
  let text = '';
  for (let at = 0; text.length < units; at += 1)
    text += (words[at % words.length] ?? '') + (at % 97 === 96 && feeds ? '\n' : ' ');
  return text.slice(0, units);
}

function every(text: string, step: number, labels: number): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at + 8 < text.length; at += step)
    marks.push({ start: at, end: at + 1 + (at % 7), label: `l${(at % labels) + 1}` });
  return marks;
}

/** The mark on the words `quote`, counted in code points. */
function on(text: string, quote: string, label: string): Mark {
  const at = text.indexOf(quote);
  const start = [...text.slice(0, at)].length;
  return { start, end: start + [...quote].length, label };
}

const long100 = long(100_000, true);

export const samples: Record<string, Sample> = {
  plain: {
    name: 'Plain text',
    text: letter,
    locale: 'en',
    overlaps: false,
    marks: [
      on(letter, 'Ana Moreno', 'l1'),
      on(letter, 'New York', 'l2'),
      on(letter, 'Hague', 'l2'),
      on(letter, 'United Nations', 'l3'),
      { start: 0, end: 9000, label: 'l1' },
      { start: 0, end: 2, label: 'gone' },
    ],
  },
  fresh: { name: 'Nothing marked yet', text: letter, locale: 'en', overlaps: false, marks: null },
  overlaps: {
    name: 'Overlaps',
    text: letter,
    locale: 'en',
    overlaps: true,
    marks: [
      on(letter, 'Monday Ana Moreno', 'l4'),
      on(letter, 'Ana Moreno', 'l1'),
      on(letter, 'Ana Moreno left New York', 'l5'),
      on(letter, 'New York', 'l2'),
      on(letter, 'Hague', 'l2'),
      on(letter, 'the court of the United Nations', 'l3'),
      on(letter, 'the court of the United Nations', 'l6'),
      on(letter, 'court of the United Nations', 'l7'),
      on(letter, 'of the United Nations', 'l8'),
      on(letter, 'United Nations', 'l1'),
      on(letter, 'United', 'l2'),
      on(letter, 'Nations', 'l10'),
      on(letter, 'night train, because the airport of Frankfurt', 'l9'),
    ],
    labels: 12,
  },
  suggested: {
    name: 'Suggested',
    text: letter,
    locale: 'en',
    overlaps: false,
    marks: null,
    prefill: true,
    suggested: [
      { ...on(letter, 'Ana Moreno', 'l1'), score: 0.97 },
      { ...on(letter, 'New York', 'l2'), score: 0.92 },
      { ...on(letter, 'United Nations', 'l3'), score: 0.61 },
    ],
  },
  signs: {
    name: 'Emoji, flags and combining marks',
    text: '👩‍👩‍👧 went to 🇳🇱🇧🇪 by 🚂, ate crème brûlée at Zoë’s and 한글 é̈ ok',
    locale: 'en',
    overlaps: false,
    marks: [{ start: 14, end: 16, label: 'l2' }],
  },
  mixed: {
    name: 'Right to left',
    text: mixed,
    locale: 'ar',
    overlaps: true,
    marks: [
      on(mixed, 'آنا', 'l1'),
      on(mixed, 'نيويورك', 'l2'),
      on(mixed, 'لاهاي in May 2024', 'l4'),
      on(mixed, 'Variorum Labs', 'l3'),
      on(mixed, 'תל אביב', 'l2'),
    ],
  },
  cjk: {
    name: 'Chinese, Japanese, Thai',
    text: '张伟昨天从北京飞往上海。\n東京タワーは港区にあります。\nฉันไปกรุงเทพกับเพื่อน',
    locale: 'zh',
    overlaps: false,
    marks: [{ start: 0, end: 2, label: 'l1' }],
  },
  long: {
    name: '100,000 characters',
    text: long100,
    locale: 'en',
    overlaps: true,
    marks: every(long100, 400, 8),
    labels: 8,
  },
  dense: {
    name: '10,000 marks in one line',
    text: long(100_000, false),
    locale: 'en',
    overlaps: true,
    marks: every(long(100_000, false), 10, 8),
    labels: 8,
  },
  many: {
    name: 'Many labels',
    text: letter,
    locale: 'en',
    overlaps: false,
    marks: [{ start: 10, end: 20, label: 'l35' }],
    labels: 300,
  },
};
