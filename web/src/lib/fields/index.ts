import type { FieldType } from '../api';
import type { FieldKind } from './types';

export type * from './types';

type Kinds = { [T in FieldType]?: FieldKind<T> };

/** Every field type: a folder with `Field.svelte`, and a row here. */
export const kinds: Kinds = {
  text: { type: 'text', component: () => import('./text/Field.svelte') },
  chat: { type: 'chat', component: () => import('./chat/Field.svelte') },
  image: { type: 'image', component: () => import('./image/Field.svelte') },
  custom: { type: 'custom', component: () => import('./custom/Field.svelte') },
};
