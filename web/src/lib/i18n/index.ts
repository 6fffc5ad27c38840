export type { MessageKey } from './en';
export type { Values } from './message';
export {
  currentLanguage,
  exactTime,
  isLanguage,
  languages,
  list,
  locale,
  number,
  percent,
  relativeTime,
  score,
  serverTime,
  setLanguage,
  t,
  wholePercent,
  type Language,
} from './locale.svelte';
