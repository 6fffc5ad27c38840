/** Where a key works. An inner context wins over the ones it stands in. */
export type KeyContext =
  | 'page'
  | 'record'
  | 'question'
  | 'label'
  | 'rating'
  | 'ranking'
  | 'textQuestion'
  | 'span'
  | 'image'
  | 'list'
  | 'row'
  | 'adjudication'
  | 'search'
  | 'text'
  | 'dialog';

/** The context that each stands in. */
const outer: Record<KeyContext, KeyContext | null> = {
  page: null,
  record: 'page',
  question: 'record',
  label: 'question',
  rating: 'question',
  ranking: 'question',
  textQuestion: 'question',
  span: 'question',
  image: 'record',
  list: 'page',
  row: 'list',
  adjudication: 'record',
  search: 'page',
  text: 'question',
  dialog: null,
};

/** The contexts around one, from the inside. */
export function around(context: KeyContext): KeyContext[] {
  const found: KeyContext[] = [];
  for (let at = outer[context]; at !== null; at = outer[at]) found.push(at);
  return found;
}

export function depth(context: KeyContext): number {
  if (context === 'dialog') return 100;
  if (context === 'text' || context === 'search') return 50;
  return around(context).length;
}
