// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { typesOf } from '../../../tools/schema.mjs';

const source = process.env['VARIORUM_OPENAPI'];

// `scripts/test` sets the variable to the document of the binary it has just built.
it.skipIf(source === undefined)('has the types of the server of now', async () => {
  const document: unknown = JSON.parse(await readFile(source ?? '', 'utf8'));
  expect(await readFile('src/lib/api/schema.d.ts', 'utf8')).toBe(await typesOf(document));
});
