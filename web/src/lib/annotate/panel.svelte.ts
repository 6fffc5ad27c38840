export type PanelKind = 'guidelines' | 'history';

/** What stands beside the questions. */
export class Panel {
  open = $state<PanelKind | null>(null);

  show(kind: PanelKind): void {
    this.open = kind;
  }

  close(): void {
    this.open = null;
  }

  toggle(kind: PanelKind): void {
    this.open = this.open === kind ? null : kind;
  }
}
