import type { Target } from './run.svelte';

/** What writing to the chosen records would do. */
export interface Plan {
  count: number;
  /** Records without an answer of mine. */
  fresh: number;
  /** Records with one that is changed. */
  changed: number;
  /** Those that could not be submitted, with the reason of the first. */
  unready: { count: number; why: string } | null;
}

export function planOf(
  targets: readonly Target[],
  whyNot: (target: Target) => string | null,
): Plan {
  const fresh = targets.filter(({ stored }) => stored === null).length;
  const reasons = targets.map(whyNot).filter((why) => why !== null);
  const [why] = reasons;
  return {
    count: targets.length,
    fresh,
    changed: targets.length - fresh,
    unready: why === undefined ? null : { count: reasons.length, why },
  };
}
