import type { KeyHandler, KeyId } from '../keys';
import type { SpanLink } from './link.svelte';

/** What the keys of the context `span` do; most only while the caret is in the text. */
export function spanKeys(link: () => SpanLink): Partial<Record<KeyId, KeyHandler>> {
  const inText = (act: (link: SpanLink) => unknown) => () => {
    if (link().view?.hasFocus() !== true) return false;
    link().sync();
    return act(link());
  };
  return {
    'span.enter': () => link().enter(),
    'span.next': inText((own) => own.goTo(1)),
    'span.previous': inText((own) => own.goTo(-1)),
    'span.remove': inText((own) => own.removeCurrent('key')),
    'span.edge': inText((own) => own.switchEdge()),
    'span.extend': (event) => {
      if (link().view?.hasFocus() !== true) return false;
      link().sync();
      return link().extend(event.key === 'ArrowLeft' ? -1 : 1, 'key');
    },
    'span.characters': () => link().toggleCharacters(),
    'span.cycle': inText((own) => own.cycle()),
    'span.leave': () => {
      const own = link();
      if (own.view?.hasFocus() !== true && own.chosen === null && own.offers === null) return false;
      return own.leave();
    },
  };
}
