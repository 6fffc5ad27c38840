import { t } from '../i18n';
import { live } from '../ui/live.svelte';
import type { SpanLink } from './link.svelte';
import { short } from './short';
import type { Mark } from './types';

function told(link: SpanLink, mark: Mark) {
  return { quote: short(link.quote(mark)), label: link.nameOf(mark.label) };
}

/** What a change to the marks sounds like. */
export const say = {
  marked(link: SpanLink, mark: Mark, replaced: number): void {
    const first = t('spans.said.marked', told(link, mark));
    const second = replaced > 0 ? ` ${t('spans.said.replaced', { count: replaced })}` : '';
    live.say(`${first}${second} ${t('spans.count', { count: link.marks.length })}`);
  },
  relabelled: (link: SpanLink, mark: Mark) =>
    live.say(t('spans.said.relabelled', told(link, mark))),
  removed: (link: SpanLink, mark: Mark) =>
    live.say(
      `${t('spans.said.removed', told(link, mark))} ${t('spans.count', { count: link.marks.length })}`,
    ),
  at: (link: SpanLink, mark: Mark) =>
    live.say(
      t('spans.said.at', {
        ...told(link, mark),
        number: link.marks.findIndex((other) => other === mark) + 1,
        whole: link.marks.length,
      }),
    ),
  edge: (link: SpanLink, mark: Mark, edge: 'start' | 'end') =>
    live.say(t(edge === 'end' ? 'spans.said.end' : 'spans.said.start', told(link, mark))),
  moved: (link: SpanLink, mark: Mark) => live.say(t('spans.said.moved', told(link, mark))),
  stuck: () => live.say(t('spans.said.stuck')),
  none: () => live.say(t('spans.said.none')),
  full: () => live.say(t('spans.said.full')),
  refused: (why: 'empty' | 'punctuation') =>
    live.say(t(why === 'empty' ? 'spans.said.empty' : 'spans.said.punctuation')),
  characters: (on: boolean) => live.say(t(on ? 'spans.said.characters' : 'spans.said.words')),
};
