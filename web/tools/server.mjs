import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const owner = { username: 'owner', password: 'for tests only', apiKey: 'owner.for-tests' };
const startMs = 30_000;

async function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Runs `use(url)` with a server of its own over an empty folder that goes away afterwards. */
export async function withServer(binary, use, args = []) {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-web-'));
  const port = await freePort();
  const server = spawn(resolve(binary), ['serve', '--listen', `127.0.0.1:${port}`, ...args], {
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
    const url = `http://127.0.0.1:${port}`;
    await ready(url, server);
    return await use(url);
  } finally {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

async function ready(url, server) {
  for (const end = Date.now() + startMs; Date.now() < end;) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answer = await fetch(`${url}/api/v1/version`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the server did not start');
}
