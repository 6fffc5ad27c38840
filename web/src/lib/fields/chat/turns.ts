export type Side = 'start' | 'end' | 'whole';

export interface Call {
  name: string;
  args: unknown;
}

export interface Turn {
  role: string;
  text: string;
  /** The first role that speaks stands at the start, system and tools over the whole width. */
  side: Side;
  /** What the text is, if it is JSON and nothing else. */
  data: unknown;
  calls: Call[];
}

const whole = new Set(['system', 'developer', 'tool', 'function', 'ipython', 'environment']);

/** The conversation of a value; null if it is none. */
export function turnsOf(value: unknown): Turn[] | null {
  if (!Array.isArray(value)) return null;
  let first: string | null = null;
  const turns: Turn[] = [];
  for (const item of value as unknown[]) {
    const { role, content } = (item ?? {}) as Record<string, unknown>;
    if (typeof role !== 'string' || typeof content !== 'string') return null;
    const isWhole = whole.has(role.toLowerCase());
    if (!isWhole) first ??= role;
    const side = isWhole ? 'whole' : role === first ? 'start' : 'end';
    turns.push({ role, side, ...contentOf(content) });
  }
  return turns;
}

function contentOf(content: string): Pick<Turn, 'text' | 'data' | 'calls'> {
  const tagged = [...content.matchAll(/<tool_call>([^]*?)<\/tool_call>/g)];
  if (tagged.length > 0) {
    const calls = tagged.flatMap((found) => callsOf(json(found[1] ?? '')));
    if (calls.length === tagged.length) {
      return {
        text: content.replace(/<tool_call>[^]*?<\/tool_call>/g, '').trim(),
        data: undefined,
        calls,
      };
    }
  }
  const data = json(content);
  const calls = callsOf(data);
  if (calls.length === 0) return { text: content, data, calls };
  const said = (data as Record<string, unknown>)['content'];
  return { text: typeof said === 'string' ? said : '', data: undefined, calls };
}

/** Objects and lists only: a number or a word is a text. */
function json(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Calls in the forms that models write: `{name, arguments}`, `{function}`, `{tool_calls: [...]}`. */
function callsOf(data: unknown): Call[] {
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) {
    const calls = data.flatMap(callsOf);
    return calls.length === data.length ? calls : [];
  }
  const held = data as Record<string, unknown>;
  if (Array.isArray(held['tool_calls'])) return held['tool_calls'].flatMap(callsOf);
  if (typeof held['function'] === 'object' && held['function'] !== null) {
    return callsOf(held['function']);
  }
  const args = held['arguments'] ?? held['parameters'];
  if (typeof held['name'] !== 'string' || args === undefined) return [];
  return [{ name: held['name'], args: typeof args === 'string' ? (json(args) ?? args) : args }];
}

/** Turns above this length are folded, except the last. */
export const LONG_TURN = 1_200;

export function isLong(text: string): boolean {
  return text.length > LONG_TURN || (text.match(/\n/g)?.length ?? 0) > 20;
}
