/** How a person likes to annotate, in all datasets. */
export const layouts = ['side', 'stacked', 'columns'] as const;
export type Layout = (typeof layouts)[number];
export const textSizes = ['1', '1.125', '1.25', '1.5'] as const;
export type TextSize = (typeof textSizes)[number];

/** How suggestions are shown: standing in the form, beside it, or only after I have answered. */
export const suggestionModes = ['prefill', 'beside', 'hidden'] as const;
export type SuggestionMode = (typeof suggestionModes)[number];

/** As long as is read well, or as there is room. */
export const lineLengths = ['measure', 'full'] as const;
export type LineLength = (typeof lineLengths)[number];
/** Of the text of records; the interface keeps its own. */
export const recordFonts = ['system', 'serif', 'dyslexia'] as const;
export type RecordFont = (typeof recordFonts)[number];

export interface Annotating {
  suggestions: SuggestionMode;
  /** With one question of a single choice, a digit answers and submits. */
  digit_submits: boolean;
  /** After a digit has answered a single choice, the next question has the focus. */
  digit_moves_on: boolean;
  /** On touch screens, to the right submits and to the left discards. */
  swipe: boolean;
  /** `columns` has room only on very wide pages; narrower ones are side by side. */
  layout: Layout;
  /** Size of the text of records, in rem. */
  text_size: TextSize;
  lines: LineLength;
  font: RecordFont;
}

export const usualAnnotating: Annotating = {
  suggestions: 'prefill',
  digit_submits: true,
  digit_moves_on: true,
  swipe: false,
  layout: 'side',
  text_size: '1.125',
  lines: 'measure',
  font: 'system',
};

/** What is stored, as far as it is known; the rest is as usual. */
export function readAnnotating(stored: Record<string, unknown>): Annotating {
  const { digit_submits, digit_moves_on, swipe } = usualAnnotating;
  const flag = (key: string, usual: boolean): boolean => {
    const value = stored[key];
    return typeof value === 'boolean' ? value : usual;
  };
  return {
    suggestions:
      suggestionModes.find((one) => one === stored['suggestions']) ?? usualAnnotating.suggestions,
    digit_submits: flag('digit_submits', digit_submits),
    digit_moves_on: flag('digit_moves_on', digit_moves_on),
    swipe: flag('swipe', swipe),
    layout: layouts.find((one) => one === stored['layout']) ?? usualAnnotating.layout,
    text_size: textSizes.find((one) => one === stored['text_size']) ?? usualAnnotating.text_size,
    lines: lineLengths.find((one) => one === stored['lines']) ?? usualAnnotating.lines,
    font: recordFonts.find((one) => one === stored['font']) ?? usualAnnotating.font,
  };
}

/** What a person has set, or has seen, in one dataset. */
export interface OfDataset {
  /** Width of the record in hundredths. */
  split?: number;
  /** The guidelines that were last opened, and those that were last told of as changed. */
  guidelines?: { opened?: string; told?: string };
}

export function readOfDataset(stored: Record<string, unknown>): OfDataset {
  const { split, guidelines } = stored;
  const known: OfDataset = {};
  if (typeof split === 'number') known.split = split;
  if (typeof guidelines === 'object' && guidelines !== null) {
    const { opened, told } = guidelines as Record<string, unknown>;
    known.guidelines = {
      ...(typeof opened === 'string' ? { opened } : {}),
      ...(typeof told === 'string' ? { told } : {}),
    };
  }
  return known;
}
