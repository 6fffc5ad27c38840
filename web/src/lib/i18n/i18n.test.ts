import { describe, expect, it } from 'vitest';
import { en, type MessageKey } from './en';
import { es } from './es';
import { format, places } from './message';
import { percent, relativeTime, serverTime, setLanguage, t, wholePercent } from './locale.svelte';

const keys = Object.keys(en) as MessageKey[];

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(es).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s has the same places and plurals in both', (key) => {
    expect(places(es[key])).toEqual(places(en[key]));
    expect(typeof es[key]).toBe(typeof en[key]);
  });

  it.each(keys)('%s keeps to the rules of words', (key) => {
    for (const message of [en[key], es[key]]) {
      const texts: string[] = typeof message === 'string' ? [message] : Object.values(message);
      for (const text of texts) {
        expect(text).not.toMatch(/[!¡]/);
        expect(text).not.toMatch(/\b(entity|payload)\b/i);
        expect(text.trim()).toBe(text);
      }
    }
  });
});

describe('format', () => {
  it('chooses the plural and writes numbers as the locale does', () => {
    const message = { one: '{count} record', other: '{count} records' };
    expect(format(message, { count: 1 }, 'en')).toBe('1 record');
    expect(format(message, { count: 12400 }, 'en')).toBe('12,400 records');
    expect(format(message, { count: 12400 }, 'es')).toBe('12.400 records');
  });

  it('takes values as they are', () => {
    expect(format('Hello {name}', { name: '{name} <b>$1</b>' }, 'en')).toBe(
      'Hello {name} <b>$1</b>',
    );
  });
});

describe('numbers and times', () => {
  it('never calls unfinished work finished', () => {
    expect(wholePercent(999, 1000)).toBe(99);
    expect(wholePercent(1, 1000)).toBe(1);
    expect(wholePercent(0, 0)).toBe(0);
    expect(percent(1, 2)).toBe('50%');
  });

  it('reads the times of the server as UTC', () => {
    expect(serverTime('2026-11-24T13:00:00.000001').toISOString()).toBe('2026-11-24T13:00:00.000Z');
    expect(serverTime('2026-11-24T13:00:00Z').getTime()).toBe(Date.UTC(2026, 10, 24, 13));
  });

  it('tells how long ago', () => {
    const now = new Date('2026-11-24T13:00:00Z');
    expect(relativeTime(new Date('2026-11-24T12:50:00Z'), now)).toBe('10 minutes ago');
    expect(relativeTime(new Date('2026-11-22T13:00:00Z'), now)).toBe('2 days ago');
    expect(relativeTime(now, now)).toBe('just now');
    expect(relativeTime(new Date('2026-11-24T12:59:01Z'), now)).toBe('just now');
  });

  it('changes the language of everything', async () => {
    await setLanguage('es');
    expect(t('ui.close')).toBe('Cerrar');
    expect(relativeTime(new Date(0), new Date(600_000))).toBe('hace 10 minutos');
    await setLanguage('en');
    expect(t('ui.close')).toBe('Close');
  });
});
