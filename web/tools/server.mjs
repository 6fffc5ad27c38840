import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const owner = { username: 'owner', password: 'for tests only', apiKey: 'owner.for-tests' };
const startMs = 60_000;

/** @returns {Promise<number>} */
async function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/**
 * Runs `use(url)` with a server of its own over an empty folder that goes away afterwards.
 * @template T
 * @param {string} binary
 * @param {(url: string) => Promise<T>} use
 * @param {{ basePath?: string, args?: string[] }} [options]
 * @returns {Promise<T>}
 */
export async function withServer(binary, use, { basePath = '', args = [] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-web-'));
  const port = await freePort();
  const all = ['serve', '--listen', `127.0.0.1:${port}`, '--base-path', basePath, ...args];
  const server = spawn(resolve(binary), all, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      VARIORUM_OWNER_USERNAME: owner.username,
      VARIORUM_OWNER_PASSWORD: owner.password,
      VARIORUM_OWNER_API_KEY: owner.apiKey,
    },
  });
  const ended = new Promise((done) => server.once('exit', done));
  try {
    const url = `http://127.0.0.1:${port}${basePath}`;
    await ready(url, server);
    return await use(url);
  } finally {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} server
 */
async function ready(url, server) {
  for (const end = Date.now() + startMs; Date.now() < end;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answer = await fetch(`${url}/api/v1/version`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the server did not start');
}
