import type { MessageKey } from '../i18n';
import type { KeyId } from '../keys';

export type PaletteGroup = 'pages' | 'datasets' | 'actions' | 'settings';

export interface PaletteItem {
  id: string;
  label: string;
  group: PaletteGroup;
  /** Said beside the label and searched too, such as the workspace of a dataset. */
  detail?: string;
  action?: KeyId;
  run: () => void;
}

export const groupTitles: Record<PaletteGroup, MessageKey> = {
  actions: 'palette.group.actions',
  pages: 'palette.group.pages',
  datasets: 'palette.group.datasets',
  settings: 'palette.group.settings',
};

/** Everything that can be reached by typing its name; pages add what they have. */
class Palette {
  open = $state(false);
  readonly #sources = new Set<() => PaletteItem[]>();

  provide(source: () => PaletteItem[]): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  items(): PaletteItem[] {
    return [...this.#sources].reverse().flatMap((source) => source());
  }
}

export const palette = new Palette();

/** Adds items for as long as the component lives. */
export function usePalette(source: () => PaletteItem[]): void {
  $effect(() => palette.provide(source));
}
