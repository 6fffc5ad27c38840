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
    const { overrides, preset, single } = this.preferences;
    const all = overrides[id] ?? presets[preset][id] ?? table[id].keys;
    return single ? all : all.filter((key) => !isSingle(key));
  }

  /** The first key, as printed on the control; empty where there is none. */
  hint(id: KeyId): string {
    const [first] = this.keys(id);
    return first === undefined ? '' : printed(first);
  }

  /** For the attribute `aria-keyshortcuts`; digits stand on their options. */
  aria(id: KeyId): string | undefined {
    const keys = this.keys(id).filter((key) => !/^\d-\d$/.test(key));
    return keys.length === 0 ? undefined : keys.map((key) => announced(key)).join(' ');
  }

  /** The action that would have to give up `key` if `id` took it. */
  collision(id: KeyId, key: string): KeyId | null {
    const mine = table[id];
    const reach = new Set<KeyContext>([mine.context, ...around(mine.context)]);
    for (const other of ids) {
      if (other === id) continue;
      const near =
        reach.has(table[other].context) || around(table[other].context).includes(mine.context);
      if (!near || mine.shadows?.includes(other) || table[other].shadows?.includes(id)) continue;
      if (this.keys(other).some((taken) => overlap(taken, key))) return other;
    }
    return null;
  }

  set(id: KeyId, keys: string[] | null): KeyPreferences {
    const overrides = { ...this.preferences.overrides };
    if (keys === null) delete overrides[id];
    else overrides[id] = keys;
    this.preferences = { ...this.preferences, overrides };
    return this.preferences;
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

/** Letters, digits and punctuation alone; named keys (Enter, arrows) type nothing. */
export function isSingle(key: string): boolean {
  const combo = parse(key);
  return !combo.ctrl && (combo.key.length === 1 || /^\d-\d$/.test(key));
}

export function overlap(one: string, other: string): boolean {
  return expand(one).some((key) => expand(other).includes(key));
}

function expand(key: string): string[] {
  const range = /^(\d)-(\d)$/.exec(key);
  if (!range) return [key.toLowerCase()];
  const [low, high] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: high - low + 1 }, (_, at) => String(low + at));
}
