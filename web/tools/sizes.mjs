// Gzipped sizes of the built pages: npm run sizes. Fails above the limits.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const build = fileURLToPath(new URL('../build/', import.meta.url));
const limits = { js: 400_000, css: 25_000 };

const names = (await readdir(build, { recursive: true })).filter((name) =>
  /\.(js|css)$/.test(name),
);
const sums = { js: 0, css: 0 };
for (const name of names.sort()) {
  const size = gzipSync(await readFile(build + name), { level: 9 }).length;
  sums[name.endsWith('.js') ? 'js' : 'css'] += size;
  console.log(String(size).padStart(8), name);
}
console.log(`script ${sums.js}, style ${sums.css} bytes, all chunks together`);
if (sums.js > limits.js || sums.css > limits.css) process.exitCode = 1;
