export interface Toast {
  id: number;
  text: string;
  kind: 'news' | 'problem';
}

/** News from the background. What answers an action stands where the action is, not here. */
class Toasts {
  shown = $state<Toast[]>([]);
  /** Everything of this visit, newest first. */
  history = $state.raw<readonly (Toast & { at: Date })[]>([]);
  #last = 0;
  static readonly shownMax = 3;
  static readonly historyMax = 50;

  show(text: string, kind: Toast['kind'] = 'news'): void {
    const toast = { id: ++this.#last, text, kind };
    this.shown = [...this.shown, toast].slice(-Toasts.shownMax);
    this.history = [{ ...toast, at: new Date() }, ...this.history].slice(0, Toasts.historyMax);
  }

  close(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
