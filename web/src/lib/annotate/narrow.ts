import { MediaQuery } from 'svelte/reactivity';

/** Pages of telephones: what is used less stands in menus. */
export const narrow = new MediaQuery('width < 640px');
