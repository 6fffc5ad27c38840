/** A text with places `{name}`, or one for each plural of `{count}`. */
export type Message = string | Plural;
export type Plural = { other: string } & Partial<
  Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>
>;
export type Values = Record<string, string | number>;

/** The text of a message. Numbers are written as the locale writes them. */
export function format(message: Message, values: Values, locale: string): string {
  const text = typeof message === 'string' ? message : plural(message, values, locale);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? numbers(locale).format(value) : value;
  });
}

function plural(message: Plural, values: Values, locale: string): string {
  const count = values['count'];
  const rule = rules(locale).select(typeof count === 'number' ? count : 0);
  return message[rule] ?? message.other;
}

/** The places of a message, sorted. */
export function places(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : Object.values(message);
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''),
  );
  return [...new Set(names)].sort();
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

function numbers(locale: string): Intl.NumberFormat {
  return remembered(numberFormats, locale, () => new Intl.NumberFormat(locale));
}

function rules(locale: string): Intl.PluralRules {
  return remembered(pluralRules, locale, () => new Intl.PluralRules(locale));
}

export function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
