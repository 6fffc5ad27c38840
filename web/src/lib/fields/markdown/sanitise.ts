import DOMPurify, { type Config } from 'dompurify';
import { image, link } from './addresses';

/** What Markdown may become. Everything else is dropped, its text kept. */
const tags =
  'a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption ' +
  'figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong ' +
  'sub summary sup table tbody td tfoot th thead time tr u ul var wbr';
const attributes =
  'align alt colspan dir height href lang open rowspan scope src start title width';

const config = {
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: attributes.split(' '),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_SELF_CLOSE_IN_ATTR: false,
  FORBID_CONTENTS: ['script', 'style', 'iframe', 'noscript', 'template', 'svg', 'math', 'object'],
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

/** A purifier of its own: hooks of others do not reach it. */
const purifier = DOMPurify(window);
purifier.addHook('uponSanitizeAttribute', (node, data) => {
  const value = data.attrValue.trim();
  if (data.attrName === 'href') data.keepAttr = node.tagName === 'A' && link.test(value);
  if (data.attrName === 'src') data.keepAttr = node.tagName === 'IMG' && image.test(value);
});

/** HTML as nodes without anything that runs, loads, names itself or looks like ours. */
export function sanitise(html: string): DocumentFragment {
  const fragment = purifier.sanitize(html, config);
  for (const anchor of fragment.querySelectorAll('a[href]')) {
    anchor.setAttribute('rel', 'noopener noreferrer');
    anchor.setAttribute('target', '_blank');
  }
  for (const img of fragment.querySelectorAll('img')) {
    img.setAttribute('loading', 'lazy');
    img.setAttribute('decoding', 'async');
    img.setAttribute('referrerpolicy', 'no-referrer');
    if (!img.hasAttribute('alt')) img.setAttribute('alt', '');
  }
  return fragment;
}
