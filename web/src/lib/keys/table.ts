import type { MessageKey } from '../i18n';
import type { KeyContext } from './contexts';

export type KeyGroup = 'help' | 'find' | 'look' | 'answer' | 'move' | 'span' | 'bulk' | 'decide';

export interface KeyEntry {
  /** As `Ctrl+K`, `Shift+A`, `?`, `1-9`; letters mean what is printed on the key. */
  keys: string[];
  label: MessageKey;
  group: KeyGroup;
  context: KeyContext;
  /** Works while a text control has focus: all of its keys, or only those with Ctrl. */
  typing?: 'all' | 'ctrl';
  /** Told in the sheet, done by the browser or by the element itself. */
  native?: true;
  /** What this takes from an outer context on purpose. */
  shadows?: string[];
  /** May act again while the key is held down. */
  repeats?: true;
}

type Row = [
  keys: string,
  label: MessageKey,
  group: KeyGroup,
  context: KeyContext,
  more?: Pick<KeyEntry, 'typing' | 'native' | 'shadows' | 'repeats'>,
];

function entry([keys, label, group, context, more]: Row): KeyEntry {
  return { keys: keys.split(' '), label, group, context, ...more };
}

const rows = {
  'help.open': ['? H', 'keys.help.open', 'help', 'page'],
  'palette.open': ['Ctrl+K O', 'keys.palette.open', 'help', 'page', { typing: 'ctrl' }],
  'search.focus': ['/ Q', 'keys.search.focus', 'find', 'page'],
  'filter.open': ['F', 'keys.filter.open', 'find', 'page'],
  'sort.open': ['Shift+F', 'keys.sort.open', 'find', 'page'],
  'match.next': ['Enter', 'keys.match.next', 'find', 'search', { typing: 'all' }],
  'match.previous': ['Shift+Enter', 'keys.match.previous', 'find', 'search', { typing: 'all' }],
  'guidelines.toggle': ['G', 'keys.guidelines.toggle', 'look', 'page'],
  'view.toggle': ['B', 'keys.view.toggle', 'look', 'page'],
  'info.toggle': ['I', 'keys.info.toggle', 'look', 'record'],
  'source.toggle': ['D', 'keys.source.toggle', 'look', 'record'],
  'record.expand': ['L', 'keys.record.expand', 'look', 'record'],
  'similar.find': ['M', 'keys.similar.find', 'look', 'record'],
  'link.copy': ['C', 'keys.link.copy', 'look', 'record'],
  'record.submit': [
    'Enter Ctrl+Enter',
    'keys.record.submit',
    'answer',
    'record',
    { typing: 'ctrl' },
  ],
  'record.draft': ['Ctrl+S', 'keys.record.draft', 'answer', 'record', { typing: 'ctrl' }],
  'record.discard': ['Backspace', 'keys.record.discard', 'answer', 'record'],
  'record.skip': ['S', 'keys.record.skip', 'answer', 'record'],
  undo: ['U Ctrl+Z', 'keys.undo', 'answer', 'record', { repeats: true }],
  redo: ['Shift+U Ctrl+Shift+Z', 'keys.redo', 'answer', 'record', { repeats: true }],
  'record.next': ['J ArrowRight', 'keys.record.next', 'move', 'record', { repeats: true }],
  'record.previous': ['K ArrowLeft', 'keys.record.previous', 'move', 'record', { repeats: true }],
  'question.next': ['N ArrowDown', 'keys.question.next', 'move', 'record', { repeats: true }],
  'question.previous': ['P ArrowUp', 'keys.question.previous', 'move', 'record', { repeats: true }],
  'question.focus': ['Tab', 'keys.question.focus', 'move', 'page', { native: true }],
  'record.restore': ['Shift+R', 'keys.record.restore', 'answer', 'record'],
  'suggestion.accept': ['A', 'keys.suggestion.accept', 'answer', 'question'],
  'suggestion.acceptAll': ['Shift+A', 'keys.suggestion.acceptAll', 'answer', 'record'],
  'question.reset': ['R', 'keys.question.reset', 'answer', 'question'],
  'option.pick': ['0-9', 'keys.option.pick', 'answer', 'label'],
  'option.find': ['T', 'keys.option.find', 'answer', 'label'],
  'option.move': [
    'ArrowUp ArrowDown ArrowLeft ArrowRight',
    'keys.option.move',
    'answer',
    'label',
    {
      native: true,
      shadows: ['record.next', 'record.previous', 'question.next', 'question.previous'],
    },
  ],
  'option.toggle': [
    'Space',
    'keys.option.toggle',
    'answer',
    'label',
    { native: true, shadows: ['record.skip'] },
  ],
  'rating.pick': ['0-9', 'keys.rating.pick', 'answer', 'rating'],
  'rank.set': ['1-9', 'keys.rank.set', 'answer', 'ranking'],
  'rank.move': [
    'Shift+ArrowUp Shift+ArrowDown',
    'keys.rank.move',
    'answer',
    'ranking',
    { repeats: true },
  ],
  'rank.grab': ['Space', 'keys.rank.grab', 'answer', 'ranking'],
  'rank.clear': ['Delete', 'keys.rank.clear', 'answer', 'ranking'],
  'text.edit': ['E Shift+Enter', 'keys.text.edit', 'answer', 'textQuestion'],
  'text.leave': ['Escape', 'keys.text.leave', 'answer', 'text', { typing: 'all' }],
  'text.preview': [
    'D',
    'keys.text.preview',
    'answer',
    'textQuestion',
    { shadows: ['source.toggle'] },
  ],
  'span.enter': ['E', 'keys.span.enter', 'span', 'span'],
  'span.caret': [
    'ArrowLeft ArrowRight ArrowUp ArrowDown Home End',
    'keys.span.caret',
    'span',
    'span',
    {
      native: true,
      shadows: ['record.next', 'record.previous', 'question.next', 'question.previous'],
    },
  ],
  'span.extend': [
    'Shift+ArrowLeft Shift+ArrowRight',
    'keys.span.extend',
    'span',
    'span',
    { native: true },
  ],
  'span.label': ['0-9', 'keys.span.label', 'span', 'span'],
  'span.find': ['T', 'keys.option.find', 'span', 'span'],
  'span.next': [
    'N',
    'keys.span.next',
    'span',
    'span',
    { shadows: ['question.next'], repeats: true },
  ],
  'span.previous': [
    'P',
    'keys.span.previous',
    'span',
    'span',
    { shadows: ['question.previous'], repeats: true },
  ],
  'span.remove': [
    'Backspace Delete',
    'keys.span.remove',
    'span',
    'span',
    { shadows: ['record.discard', 'undo'] },
  ],
  'span.edge': ['W', 'keys.span.edge', 'span', 'span'],
  'span.characters': ['V', 'keys.span.characters', 'span', 'span'],
  'span.cycle': ['X', 'keys.span.cycle', 'span', 'span'],
  'span.leave': ['Escape', 'keys.span.leave', 'span', 'span'],
  'image.zoom': ['Z', 'keys.image.zoom', 'look', 'image'],
  'row.first': ['Home', 'keys.row.first', 'bulk', 'list'],
  'row.last': ['End', 'keys.row.last', 'bulk', 'list'],
  'row.next': ['J ArrowDown', 'keys.row.next', 'bulk', 'list', { repeats: true }],
  'row.previous': ['K ArrowUp', 'keys.row.previous', 'bulk', 'list', { repeats: true }],
  'bulk.all': ['Ctrl+A', 'keys.bulk.all', 'bulk', 'list'],
  'bulk.toggle': ['X', 'keys.bulk.toggle', 'bulk', 'row'],
  'bulk.extend': [
    'Shift+ArrowUp Shift+ArrowDown',
    'keys.bulk.extend',
    'bulk',
    'row',
    { repeats: true },
  ],
  'bulk.open': ['E', 'keys.bulk.open', 'bulk', 'row'],
  'dialog.close': [
    'Escape',
    'keys.dialog.close',
    'help',
    'dialog',
    { typing: 'all', native: true },
  ],
} as const satisfies Record<string, Row>;

export type KeyId = keyof typeof rows;

/** Every key of the application: handlers, hints, help and settings are made from this. */
export const table = Object.fromEntries(
  Object.entries<Row>(rows).map(([id, row]) => [id, entry(row)]),
) as Record<KeyId, KeyEntry>;

export const ids = Object.keys(rows) as KeyId[];
export const groups: KeyGroup[] = [
  'answer',
  'move',
  'look',
  'find',
  'span',
  'bulk',
  'decide',
  'help',
];

export function isKeyId(text: string): text is KeyId {
  return text in table;
}
