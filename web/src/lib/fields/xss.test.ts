import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QuestionType } from '../api';
import { question, suggestion } from '../questions/examples';
import { kinds, type Origin, type QuestionKind, type Values } from '../questions';
import Chat from './chat/Field.svelte';
import { field, record } from './examples';
import Image from './image/Field.svelte';
import Markdown from './markdown/Markdown.svelte';
import { sanitise } from './markdown/sanitise';
import Table from './table/Table.svelte';
import Text from './text/Field.svelte';

type Any = QuestionKind<QuestionType, Values[QuestionType]>;
type Settings = Parameters<typeof question<QuestionType>>[1];

/** Settings and an answer of each type that hold `text` wherever text may stand. */
function holding(text: string): Partial<Record<QuestionType, [Settings, Values[QuestionType]]>> {
  const options = [text, 'other', 'third'].map((value) => ({
    value,
    text: value,
    description: text,
  }));
  const many = Array.from({ length: 40 }, (_, at) => ({ value: `${at}${text}`, text }));
  return {
    label_selection: [{ type: 'label_selection', options: many }, `0${text}`],
    multi_label_selection: [
      { type: 'multi_label_selection', options, options_order: 'suggestion' },
      [text],
    ],
    ranking: [{ type: 'ranking', options }, [{ value: text, rank: 1 }]],
    text: [{ type: 'text', use_markdown: true }, text],
  };
}
const types = Object.keys(holding('')) as QuestionType[];

/** Each would call `window.pwned` if it ran. */
const payloads = [
  '<script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<img src="x" onerror="pwned()" alt="a">',
  '<svg onload=pwned()><script>pwned()</script></svg>',
  '<svg><a xlink:href="javascript:pwned()"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwned()&gt;">',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<iframe src="javascript:parent.pwned()"></iframe>',
  '<a href="javascript:pwned()">x</a>',
  '<a href=" &#1;javascript:pwned()">x</a>',
  '<a href="java&#10;script:pwned()">x</a>',
  '<a href="data:text/html,<script>pwned()</script>">x</a>',
  '[x](javascript:pwned())',
  '[x](JaVaScRiPt:pwned())',
  '[x](javascript&colon;pwned())',
  '[x]: javascript:pwned()\n\n[x]',
  '<javascript:pwned()>',
  '![x](javascript:pwned())',
  '![x" onerror="pwned()](https://example.org/x.png)',
  '[x](https://example.org "t\\" onmouseover=\\"pwned()")',
  '[x](/api/v1/me)',
  '[x](//example.org/x)',
  '[x](#form)',
  '<form action="https://example.org"><input name=password><button>send</button></form>',
  '<input autofocus onfocus=pwned()>',
  '<details open ontoggle=pwned()><summary>x</summary></details>',
  '<video><source onerror=pwned()></video>',
  '<object data="javascript:pwned()"></object><embed src="javascript:pwned()">',
  '<base href="https://example.org/">',
  '<meta http-equiv=refresh content="0;url=javascript:pwned()">',
  '<link rel=stylesheet href="https://example.org/x.css">',
  '<style>@import "https://example.org/x.css";</style>',
  '<p style="position:fixed;inset:0;background:url(https://example.org/x)">x</p>',
  '<div id="main" class="layer" data-layer data-question="x" name="body" role="dialog">x</div>',
  '<img name=getElementById><img id=cookie>',
  '<template><script>pwned()</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwned()>">',
  '<x onclick=pwned()>x</x><custom-element is="x">y</custom-element>',
  '```html\n<script>pwned()</script>\n```',
  '```"><img/src=x/onerror=pwned()>\nx\n```',
  '`<img src=x onerror=pwned()>`',
  '| <img src=x onerror=pwned()> |\n|---|\n| <script>pwned()</script> |',
  '"><img src=x onerror=pwned()>',
  "'-pwned()-'",
  '{{constructor.constructor("pwned()")()}}',
  '${pwned()}',
  '</textarea><script>pwned()</script>',
  '</title><script>pwned()</script>',
  '\u202e<scr\u0000ipt>pwned()</scr\u0000ipt>',
];

const forbidden =
  'script, style, iframe, object, embed, form, link, meta, base, template, math, ' +
  'video, audio, frame, frameset, foreignObject, animate, set, [style], [srcdoc], [action], [formaction]';

/** Nothing that runs, frames, sends or dresses up as ours, in all of `root`. */
function expectHarmless(root: ParentNode): void {
  const bad = [...root.querySelectorAll(forbidden)].filter((one) => !isOurs(one));
  expect(bad.map((one) => one.outerHTML)).toEqual([]);
  for (const element of root.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(`${element.tagName} ${name}`).not.toMatch(/ on/);
      if (['href', 'src', 'xlink:href'].includes(name)) {
        expect(value).toMatch(/^(https:|data:image\/|http:\/\/|mailto:)/);
      }
    }
    if (element.matches('a[href]')) expect(element.getAttribute('rel')).toContain('noopener');
  }
}

/** Custom properties of our own components. */
function isOurs(element: Element): boolean {
  return (
    element.matches('[style]') &&
    /^(--[\w-]+: [^;]*;? ?)*$/.test(element.getAttribute('style') ?? '')
  );
}

let mounted: object | null = null;
const pwned = vi.fn();

async function shown<P extends Record<string, unknown>>(
  component: Component<P>,
  props: P,
): Promise<HTMLElement> {
  const target = document.createElement('div');
  document.body.append(target);
  mounted = mount(component, { target, props });
  // Chunks of their own come one after another.
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((done) => setTimeout(done, 0));
    flushSync();
  }
  return target;
}

beforeEach(() => {
  Object.assign(window, { pwned });
});

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
  expect(pwned).not.toHaveBeenCalled();
});

describe.each(payloads)('%s', (payload) => {
  it('is harmless as HTML and as Markdown', async () => {
    expectHarmless(sanitise(payload));
    expectHarmless(await shown(Markdown, { text: payload, locale: 'en', matches: ['x', 'pwned'] }));
  });

  it('is harmless as a text, a title and a search', async () => {
    const root = await shown(Text, {
      field: field(payload, { type: 'text', use_markdown: false }),
      value: payload,
      record: record({}),
      matches: ['pwned', payload],
      source: false,
      folded: false,
      locale: 'en',
    });
    expectHarmless(root);
    expect(root.querySelector('h2')?.textContent).toBe(payload);
    expect(root.querySelector('p')?.textContent).toBe(payload);
  });

  it('is harmless in a conversation', async () => {
    const root = await shown(Chat, {
      field: field('Chat', { type: 'chat', use_markdown: true }),
      value: [
        { role: payload, content: payload },
        { role: 'tool', content: JSON.stringify({ [payload]: payload }) },
        {
          role: 'assistant',
          content: JSON.stringify({ name: payload, arguments: { a: payload } }),
        },
      ],
      record: record({}),
      matches: ['pwned'],
      source: false,
      folded: false,
      locale: 'en',
    });
    expectHarmless(root);
  });

  it('is harmless as an address and in cells', async () => {
    const root = await shown(Image, {
      field: field('Image', { type: 'image' }),
      value: payload,
      record: { ...record({}), metadata: { alt: payload } },
      matches: [],
      source: false,
      folded: false,
      locale: 'en',
    });
    expectHarmless(root);
    expect(root.querySelector('img')).toBeNull();
    expectHarmless(await shown(Table, { title: payload, value: [{ [payload]: payload }] }));
  });

  it.each(types)('is harmless as title, description, label, agent, answer: %s', async (type) => {
    const [settings, value] = holding(payload)[type] ?? [];
    const module = await (kinds[type] as Any).component();
    if (!settings || value === undefined) throw new Error(type);
    const root = await shown(module.default, {
      question: question(payload, settings, { description: `${payload}\n${payload}` }),
      number: 1,
      value,
      suggestion: suggestion(value, 0.5, payload),
      origin: 'suggested' as Origin,
      error: null,
      isActive: true,
      locale: 'en',
      onchange: () => undefined,
      onactivate: () => undefined,
    });
    expectHarmless(root);
    expect(root.querySelector('legend .title')?.textContent).toBe(payload);
  });
});

describe('Markdown keeps what is wanted', () => {
  it.each([
    ['[x](https://example.org/a)', 'a[href="https://example.org/a"][target="_blank"]'],
    ['[x](mailto:a@example.org)', 'a[href="mailto:a@example.org"]'],
    ['![x](https://example.org/a.png)', 'img[alt="x"][referrerpolicy="no-referrer"]'],
    ['![x](data:image/png;base64,AAAA)', 'img[src^="data:image/png"]'],
    ['# x', 'h3'],
    ['##### x', 'h3'],
    ['## x\n\n#### y\n\n###### z', 'h3 + h5 + h6'],
    ['| a |\n|---|\n| b |', '.scroll[tabindex="0"] table'],
    ['```py\nx\n```', '.scroll pre code'],
    ['~~x~~', 'del'],
    ['<details><summary>x</summary>y</details>', 'details summary'],
    ['<b>x</b><sub>2</sub>', 'b + sub'],
  ])('%s is %s', async (text, selector) => {
    const root = await shown(Markdown, { text, locale: 'en', matches: [] });
    expect(root.querySelector(selector)).not.toBeNull();
  });

  it('marks and counts words of the search', async () => {
    const onfound = vi.fn();
    const text = '**Battery** and `battery` in [battery](https://example.org)';
    const root = await shown(Markdown, { text, locale: 'en', matches: ['battery'], onfound });
    expect(onfound).toHaveBeenCalledWith(3);
    expect(root.querySelectorAll('mark')).toHaveLength(3);
    expect(root.textContent.trim()).toBe('Battery and battery in battery');
  });

  it('draws images of addresses that are none of ours as nothing', () => {
    for (const src of ['/api/v1/me', 'http://example.org/x.png', 'data:text/html,x', 'blob:x']) {
      expect(sanitise(`<img src="${src}">`).querySelector('[src]')).toBeNull();
    }
  });
});
