import type { Target } from './run.svelte';

/** What writing to the chosen records would do. */
export interface Plan {
  count: number;
  /** Records without an answer of mine. */
  fresh: number;
  /** Records with one that is changed. */
  changed: number;
  /** Those that could not be submitted, with what the first of them lacks; null is any answer. */
  lacking: { count: number; question: string | null } | null;
}

export function planOf(
  targets: readonly Target[],
  lackOf: (target: Target) => string | null | undefined,
): Plan {
  const fresh = targets.filter(({ stored }) => stored === null).length;
  const lacks = targets.map(lackOf).filter((lack) => lack !== undefined);
  const question = lacks[0] ?? null;
  return {
    count: targets.length,
    fresh,
    changed: targets.length - fresh,
    lacking: lacks.length === 0 ? null : { count: lacks.length, question },
  };
}
