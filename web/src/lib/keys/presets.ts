import type { KeyId } from './table';

export type PresetName = 'variorum' | 'argilla' | 'prodigy' | 'labelstudio';

/** Keys that differ from the table. */
export const presets: Record<PresetName, Partial<Record<KeyId, string[]>>> = {
  variorum: {},
  argilla: {
    'record.next': ['ArrowRight', 'J'],
    'record.previous': ['ArrowLeft', 'K'],
    'question.next': ['ArrowDown', 'N'],
    'question.previous': ['ArrowUp', 'P'],
    'text.edit': ['Shift+Enter', 'E'],
  },
  prodigy: {
    'suggestion.acceptAll': ['A', 'Shift+A'],
    'suggestion.accept': [],
    'record.discard': ['X'],
    'span.cycle': ['Shift+X'],
    'record.skip': ['Space', 'S'],
    'rank.grab': [],
    undo: ['Backspace', 'U', 'Ctrl+Z'],
  },
  labelstudio: {
    'record.submit': ['Ctrl+Enter'],
    undo: ['Ctrl+Z', 'U'],
    redo: ['Ctrl+Shift+Z', 'Shift+U'],
  },
};
