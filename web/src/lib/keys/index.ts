export { defaultKeys, isFree, isNumbers, type KeyPreferences } from './bindings.svelte';
export { NumberBuffer, type DigitTarget } from './buffer';
export { printed, written } from './combo';
export type { KeyContext } from './contexts';
export { keys, useKeys, type KeyHandler, type KeyScope } from './dispatcher.svelte';
export { presets, type PresetName } from './presets';
export { groups, ids, table, type KeyGroup, type KeyId } from './table';
export { default as Key } from './Key.svelte';
