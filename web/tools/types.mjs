// Writes src/lib/api/schema.d.ts from the server's OpenAPI document.
//   npm run types                       from VARIORUM_URL, default http://127.0.0.1:6900
//   npm run types -- FILE_OR_URL        from a file or an address
//   npm run types -- --binary PATH      starts the program on a free port for as long as needed
//   ... --check                         writes nothing and fails when the types are stale
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withServer } from './server.mjs';
import { typesOf } from './schema.mjs';

const target = fileURLToPath(new URL('../src/lib/api/schema.d.ts', import.meta.url));
const args = process.argv.slice(2);
const check = args.includes('--check');
const binary = args.includes('--binary') ? args[args.indexOf('--binary') + 1] : undefined;
const source = args.find((arg, at) => !arg.startsWith('--') && args[at - 1] !== '--binary');

async function documentText() {
  if (binary !== undefined)
    return withServer(binary, (url) => fetched(`${url}/api/v1/openapi.json`));
  if (source !== undefined && !/^https?:/.test(source)) return readFile(source, 'utf8');
  const server = process.env.VARIORUM_URL ?? 'http://127.0.0.1:6900';
  return fetched(source ?? `${server}/api/v1/openapi.json`);
}

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

const types = await typesOf(JSON.parse(await documentText()));
if (!check) {
  await writeFile(target, types);
} else if ((await readFile(target, 'utf8')) !== types) {
  console.error('src/lib/api/schema.d.ts is stale: run `npm run types` against the new server');
  process.exitCode = 1;
}
