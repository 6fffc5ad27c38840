/** One key with its modifiers, as `Ctrl+Shift+Z`. */
export interface Combo {
  key: string;
  ctrl: boolean;
  shift: boolean;
}

/** What of a keyboard event matters here; tests make plain objects. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
> & { getModifierState?: (name: string) => boolean };

export function parse(text: string): Combo {
  const parts = text === '+' ? ['+'] : text.split('+');
  const key = parts.pop() ?? '';
  return { key, ctrl: parts.includes('Ctrl'), shift: parts.includes('Shift') };
}

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}

const latin = /^[a-z]$/i;
const digit = /^[0-9]$/;

/** The digit that was typed, also where the top row types others (AZERTY) and on the number pad. */
export function typedDigit(event: Pressed): number | null {
  if (event.shiftKey || foreign(event) || event.ctrlKey || event.metaKey) return null;
  if (digit.test(event.key)) return Number(event.key);
  const code = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  return code ? Number(code[1]) : null;
}

/** Whether a modifier is down that no key of ours uses. */
export function foreign(event: Pressed, mac = isMac()): boolean {
  if (event.altKey || event.getModifierState?.('AltGraph') === true) return true;
  return mac ? event.ctrlKey : event.metaKey;
}

/** Whether the event is this combination. Digits are `typedDigit`'s. */
export function matches(combo: Combo, event: Pressed, mac = isMac()): boolean {
  if (event.isComposing || foreign(event, mac)) return false;
  if ((mac ? event.metaKey : event.ctrlKey) !== combo.ctrl) return false;
  if (latin.test(combo.key)) return event.shiftKey === combo.shift && isLetter(combo.key, event);
  if (combo.key.length > 1) return event.shiftKey === combo.shift && isNamed(combo.key, event);
  // Punctuation is wherever the layout has it, with or without Shift.
  return event.key === combo.key;
}

/** The printed letter; on layouts without Latin letters the key's place. */
function isLetter(letter: string, event: Pressed): boolean {
  if (latin.test(event.key)) return event.key.toLowerCase() === letter.toLowerCase();
  return /^\p{L}$/u.test(event.key) && event.code === `Key${letter.toUpperCase()}`;
}

function isNamed(name: string, event: Pressed): boolean {
  return event.key === name || (name === 'Space' && event.key === ' ');
}

const named =
  /^(?:Enter|Space|Backspace|Delete|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right))$/;
/** Browsers keep these for themselves, or people need them in every page. */
const reserved = new Set([...'CFLNPRTVWX'].map((letter) => `Ctrl+${letter}`));

/** What was pressed, as it stands in the table; `null` if it cannot be a key of ours. */
export function written(event: Pressed, mac = isMac()): string | null {
  if (event.isComposing || foreign(event, mac)) return null;
  const ctrl = mac ? event.metaKey : event.ctrlKey;
  const key = event.key === ' ' ? 'Space' : event.key;
  const letter = /^\p{L}$/u.test(key) ? letterOf(event) : null;
  const isPunctuation = /^[\p{P}\p{S}0-9]$/u.test(key) && !(ctrl && /[+0-9]/.test(key));
  if (letter === null && !isPunctuation && !named.test(key)) return null;
  // What is printed says by itself whether Shift is down.
  const shift = event.shiftKey && !isPunctuation;
  const text = `${ctrl ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${letter ?? key}`;
  return reserved.has(text) ? null : text;
}

function letterOf(event: Pressed): string | null {
  if (latin.test(event.key)) return event.key.toUpperCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1] ?? null;
}

const symbols: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
  Backspace: '⌫',
  Escape: 'Esc',
  Delete: 'Del',
};

/** As printed on a control: `⏎`, `Ctrl K`, on macOS `⌘K`. */
export function printed(text: string, mac = isMac()): string {
  const { key, ctrl, shift } = parse(text);
  const name = symbols[key] ?? (latin.test(key) ? key.toUpperCase() : key);
  if (mac) return `${shift ? '⇧' : ''}${ctrl ? '⌘' : ''}${name}`;
  return [...(ctrl ? ['Ctrl'] : []), ...(shift ? ['Shift'] : []), name].join(' ');
}

/** In the words of `aria-keyshortcuts`. */
export function announced(text: string, mac = isMac()): string {
  const { key, ctrl, shift } = parse(text);
  const parts = [...(ctrl ? [mac ? 'Meta' : 'Control'] : []), ...(shift ? ['Shift'] : [])];
  return [...parts, key].join('+');
}
