import type { Page } from '@playwright/test';
import { expect } from './story';

/** Whether anything of what a person typed became more than text, wherever the page stands. */
export async function expectNothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const wrong: string[] = [];
    if ('stolen' in window) wrong.push('a script ran');
    if (Object.keys(Object.prototype).length > 0) wrong.push('Object.prototype was written to');
    const inDocument = /^(javascript|vbscript|data)$/;
    const inImages = /^(javascript|vbscript)$/;
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const here = `<${element.localName} ${name}="${value.slice(0, 80)}">`;
        if (/^(on|srcdoc$|formaction$|http-equiv$)/i.test(name)) wrong.push(here);
        if (!/^(href|src|action|data|poster|xlink:href|srcset)$/i.test(name)) continue;
        // As a browser reads it, whatever stands in between.
        const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\s\p{Cc}]/gu, ''))?.[1];
        const forbidden = element.localName === 'img' ? inImages : inDocument;
        if (scheme !== undefined && forbidden.test(scheme.toLowerCase())) wrong.push(here);
      }
    }
    const scripts = [...document.querySelectorAll('body script')];
    for (const script of scripts)
      if (script.textContent?.includes('stolen')) wrong.push('a script of a record');
    const ours = '/sandbox/frame';
    for (const frame of document.querySelectorAll('iframe, object, embed, base, form[action]'))
      if (!frame.getAttribute('src')?.endsWith(ours)) wrong.push(`<${frame.localName}>`);
    return wrong;
  });
  expect(found).toEqual([]);
}

/** Nothing is wider than the window, however long a word is. */
export async function expectFits(page: Page): Promise<void> {
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide).toBeLessThanOrEqual(window ?? 0);
}
