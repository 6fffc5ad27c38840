import { around, type KeyContext } from './contexts';
import { announced, parse, printed } from './combo';
import { presets, type PresetName } from './presets';
import { ids, isKeyId, table, type KeyId } from './table';

/** What a user has set; stored with the preferences. */
export interface KeyPreferences {
  preset: PresetName;
  /** Single keys without Ctrl work at all (WCAG 2.1.4). */
  single: boolean;
  /** Milliseconds that digits add up; 0 = only Enter ends a number. */
  buffer_ms: number;
  /** Keys of an action in the place of the preset's; an empty list switches it off. */
  overrides: Record<string, string[]>;
}

export const defaultKeys: KeyPreferences = {
  preset: 'variorum',
  single: true,
  buffer_ms: 400,
  overrides: {},
};

/** The keys in force: table, then preset, then the user's own. */
export class Bindings {
  preferences = $state.raw<KeyPreferences>(defaultKeys);

  keys(id: KeyId): string[] {
    const all = this.chosen(id);
    return this.preferences.single ? all : all.filter((key) => !isSingle(key));
  }

  /** What is set, whether or not single keys work now. */
  chosen(id: KeyId): string[] {
    return this.preferences.overrides[id] ?? this.given(id);
  }

  /** Without the user's own changes. */
  given(id: KeyId): string[] {
    return presets[this.preferences.preset][id] ?? table[id].keys;
  }

  /** The first key, as printed on the control; empty where there is none. */
  hint(id: KeyId): string {
    const [first] = this.keys(id);
    return first === undefined ? '' : printed(first);
  }

  /** For the attribute `aria-keyshortcuts`; digits stand on their options. */
  aria(id: KeyId): string | undefined {
    const keys = this.keys(id).filter((key) => !range.test(key));
    return keys.length === 0 ? undefined : keys.map((key) => announced(key)).join(' ');
  }

  /** The actions that would have to give up `key` if `id` took it. */
  collisions(id: KeyId, key: string): KeyId[] {
    const mine = table[id];
    const reach = new Set<KeyContext>([mine.context, ...around(mine.context)]);
    return ids.filter((other) => {
      const theirs = table[other];
      if (other === id || mine.shadows?.includes(other) || theirs.shadows?.includes(id))
        return false;
      const near = reach.has(theirs.context) || around(theirs.context).includes(mine.context);
      return near && this.chosen(other).some((taken) => overlap(taken, key));
    });
  }

  /** The user's own keys if `id` had these; `null` gives back the preset's. */
  changed(id: KeyId, keys: string[] | null): KeyPreferences['overrides'] {
    const overrides = { ...this.preferences.overrides };
    if (keys === null || keys.join(' ') === this.given(id).join(' ')) delete overrides[id];
    else overrides[id] = keys;
    return overrides;
  }

  /** Takes what was stored; what no longer exists is dropped. */
  take(stored: Partial<KeyPreferences>): void {
    const overrides = Object.fromEntries(
      Object.entries(stored.overrides ?? {}).filter(([id]) => isKeyId(id)),
    );
    const preset =
      stored.preset !== undefined && stored.preset in presets ? stored.preset : 'variorum';
    this.preferences = { ...defaultKeys, ...stored, preset, overrides };
  }
}

/** Whether the user may say which keys do this: not what browsers do, nor what numbers choose. */
export function isFree(id: KeyId): boolean {
  return table[id].native !== true && !isNumbers(id);
}

/** Whether any number of a range does it; it can be switched off as a whole. */
export function isNumbers(id: KeyId): boolean {
  return table[id].keys.some((key) => range.test(key));
}

const range = /^(\d)-(\d)$/;

/** Letters, digits and punctuation alone; named keys (Enter, arrows) type nothing. */
export function isSingle(key: string): boolean {
  const combo = parse(key);
  return !combo.ctrl && (combo.key.length === 1 || range.test(key));
}

export function overlap(one: string, other: string): boolean {
  return expand(one).some((key) => expand(other).includes(key));
}

function expand(key: string): string[] {
  const found = range.exec(key);
  if (!found) return [key.toLowerCase()];
  const [low, high] = [Number(found[1]), Number(found[2])];
  return Array.from({ length: high - low + 1 }, (_, at) => String(low + at));
}
