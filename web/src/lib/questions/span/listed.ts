import { inOrder, type Mark } from '../../spans/types';

export type Order = 'position' | 'label';

/** The marks, given in order, as the list shows them. */
export function listed(
  marks: readonly Mark[],
  order: Order,
  nameOf: (label: string) => string,
): readonly Mark[] {
  if (order === 'position') return marks;
  const names = new Intl.Collator();
  return [...marks].sort(
    (a, b) => names.compare(nameOf(a.label), nameOf(b.label)) || inOrder(a, b),
  );
}
