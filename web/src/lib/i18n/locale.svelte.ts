import { en, type Catalogue, type MessageKey } from './en';
import { format, remembered, type Values } from './message';

export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
  es: () => import('./es').then((module) => module.es),
};

let language = $state<Language>('en');
let catalogue = $state.raw<Catalogue>(en);

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && text in languages;
}

/** The text for `key` in the user's language; reactive in templates. */
export function t(key: MessageKey, values: Values = {}): string {
  return format(catalogue[key], values, locale());
}

export function currentLanguage(): Language {
  return language;
}

/** For `Intl`: the browser's own region where it has the chosen language, else the language. */
export function locale(): string {
  const own = typeof navigator === 'undefined' ? [] : navigator.languages;
  return own.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

export async function setLanguage(next: Language): Promise<void> {
  catalogue = await catalogues[next]();
  language = next;
  if (typeof document !== 'undefined') document.documentElement.lang = next;
}

const formats = new Map<string, Intl.NumberFormat>();

export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = locale() + JSON.stringify(options);
  return remembered(formats, key, () => new Intl.NumberFormat(locale(), options)).format(value);
}

/** A share as whole per cent, never 100 before all is done nor 0 once something is. */
export function percent(part: number, whole: number): string {
  return number(wholePercent(part, whole) / 100, { style: 'percent' });
}

export function wholePercent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** A score from 0 to 1 with two digits. */
export function score(value: number): string {
  return number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function exactTime(at: Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'long' }).format(at);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", from the largest unit that fits. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  // Counted seconds would stand still between two looks at the clock.
  return t('time.now');
}

/** The server's times have no zone; they are in UTC. */
export function serverTime(text: string): Date {
  return new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}

/** The parts of a list, joined as the language joins them. */
export function list(parts: string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(parts);
}
