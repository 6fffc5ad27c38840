import { inOrder, type Mark } from '../../spans/types';

export type Order = 'position' | 'label';

/** The marks as the list shows them. */
export function listed(
  marks: readonly Mark[],
  order: Order,
  nameOf: (label: string) => string,
): Mark[] {
  const sorted = [...marks].sort(inOrder);
  if (order === 'position') return sorted;
  return sorted.sort((a, b) => nameOf(a.label).localeCompare(nameOf(b.label)) || inOrder(a, b));
}
