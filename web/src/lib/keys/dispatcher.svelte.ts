import { Bindings } from './bindings.svelte';
import { NumberBuffer, type DigitTarget } from './buffer';
import { matches, parse, typedDigit } from './combo';
import { depth, type KeyContext } from './contexts';
import { table, type KeyId } from './table';
import { ownsKey, isTyping } from './targets';

/** Gets what was pressed; `false` says "not now" and lets the next one try. */
export type KeyHandler = (event: KeyboardEvent) => unknown;

export interface KeyScope {
  context: KeyContext;
  /** Asked at every press; without it the scope is always active. */
  active?: () => boolean;
  handlers: Partial<Record<KeyId, KeyHandler>>;
  /** What digits choose, and under which id. */
  digits?: DigitTarget & { id: KeyId };
}

/** The one listener for keys: finds the innermost active scope that wants the press. */
export class KeyDispatcher {
  readonly bindings = new Bindings();
  /** Digits typed so far, shown beside the question. */
  pendingDigits = $state('');
  readonly #scopes = new Set<KeyScope>();
  readonly #buffer = new NumberBuffer(
    () => this.bindings.preferences.buffer_ms,
    (digits) => (this.pendingDigits = digits),
  );

  /** Adds a scope; call the answer to take it away. */
  register(scope: KeyScope): () => void {
    this.#scopes.add(scope);
    return () => this.#scopes.delete(scope);
  }

  /** Ids that something answers to now, for the sheet. */
  alive(): Set<KeyId> {
    const found = new Set<KeyId>();
    for (const scope of this.#active()) {
      for (const id of Object.keys(scope.handlers) as KeyId[]) found.add(id);
      if (scope.digits) found.add(scope.digits.id);
    }
    return found;
  }

  handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
    if (this.#number(event)) return;
    const typing = isTyping(event.target);
    for (const scope of this.#active()) {
      for (const [id, handler] of Object.entries(scope.handlers) as [KeyId, KeyHandler][]) {
        if (!this.#wants(id, event, typing)) continue;
        if (event.repeat && table[id].repeats !== true) return event.preventDefault();
        if (handler(event) === false) continue;
        return event.preventDefault();
      }
      if (this.#digit(scope, event, typing)) return event.preventDefault();
    }
  };

  /** Enter ends a number, Escape forgets it, any other key ends it and then acts. */
  #number(event: KeyboardEvent): boolean {
    if (!this.#buffer.pending) return false;
    if (event.key === 'Escape') this.#buffer.drop();
    else if (event.key === 'Enter') this.#buffer.commit();
    else if (typedDigit(event) === null) this.#buffer.commit();
    if (event.key !== 'Escape' && event.key !== 'Enter') return false;
    event.preventDefault();
    return true;
  }

  #digit(scope: KeyScope, event: KeyboardEvent, typing: boolean): boolean {
    const digit = typing || !scope.digits ? null : typedDigit(event);
    if (digit === null || !scope.digits || this.bindings.keys(scope.digits.id).length === 0)
      return false;
    // On layouts whose digits need Shift, a key bound to what is printed there goes first.
    if (!/^[0-9]$/.test(event.key) && this.#printed(event)) return false;
    if (event.repeat) return true;
    this.#buffer.push(digit, scope.digits);
    return true;
  }

  #printed(event: KeyboardEvent): boolean {
    return this.#active().some((scope) =>
      (Object.keys(scope.handlers) as KeyId[]).some((id) => this.#wants(id, event, false)),
    );
  }

  #wants(id: KeyId, event: KeyboardEvent, typing: boolean): boolean {
    const how = table[id].typing;
    return this.bindings.keys(id).some((key) => {
      const combo = parse(key);
      if (typing && how !== 'all' && !(how === 'ctrl' && combo.ctrl)) return false;
      if (!combo.ctrl && ownsKey(event.target, event)) return false;
      return matches(combo, event);
    });
  }

  /** From the inside; while a dialog is open only what belongs to dialogs. */
  #active(): KeyScope[] {
    const active = [...this.#scopes].filter((scope) => scope.active?.() ?? true);
    const open =
      typeof document !== 'undefined' && document.querySelector('dialog:modal, [data-layer]');
    const reachable = open ? active.filter((scope) => scope.context === 'dialog') : active;
    return reachable.reverse().sort((a, b) => depth(b.context) - depth(a.context));
  }
}

export const keys = new KeyDispatcher();

/** Registers a scope for as long as the component lives. Call while it is made. */
export function useKeys(scope: KeyScope): void {
  $effect(() => keys.register(scope));
}
