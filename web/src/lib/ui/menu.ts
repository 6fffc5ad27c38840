import type { KeyId } from '../keys';
import type { IconName } from './icons';

export type MenuItem =
  | { kind: 'heading'; label: string }
  | { kind: 'line' }
  | {
      kind?: 'item';
      label: string;
      icon?: IconName;
      /** The action whose key is printed on it. */
      action?: KeyId;
      href?: string;
      onselect?: () => void;
    }
  | { kind: 'radio'; label: string; checked: boolean; onselect: () => void }
  | { kind: 'check'; label: string; checked: boolean; onselect: () => void };
