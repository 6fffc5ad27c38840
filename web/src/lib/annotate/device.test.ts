import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { hasRows, shelf, wipe, type Row } from './device';

interface Note extends Row {
  text: string;
}
const note = (id: string, text: string, user = 'ana'): Note => ({ id, user, text });

it('keeps rows by user, changes them in one step and wipes them', async () => {
  const rows = shelf<Note>('outbox');
  await rows.put(note('1', 'one'));
  await rows.put(note('2', 'two', 'bo'));
  await Promise.all([
    rows.update('1', (old) => old && { ...old, text: `${old.text} a` }),
    rows.update('1', (old) => old && { ...old, text: `${old.text} b` }),
  ]);
  expect(await rows.all('ana')).toEqual([note('1', 'one a b')]);
  expect(await rows.update('9', (old) => old)).toBeNull();
  expect(await shelf<Note>('drafts').all('ana')).toEqual([]);
  expect([await hasRows('ana'), await hasRows('chen')]).toEqual([true, false]);
  await wipe('ana');
  expect(await hasRows('ana')).toBe(false);
  expect([await rows.all('ana'), (await rows.all('bo')).length]).toEqual([[], 1]);
});
