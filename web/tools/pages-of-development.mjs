import { createServer } from 'vite';

/**
 * Runs `use(url)` with Vite on the pages of development and the invented data of src/lib/api/mock.
 * @template T
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPages(use) {
  process.env['VITE_MOCK'] = '1';
  // What is edited meanwhile must not reload the pages.
  const server = await createServer({
    server: { port: 0, hmr: false, watch: null },
    logLevel: 'error',
  });
  try {
    await server.listen();
    const address = server.httpServer?.address();
    if (!address || typeof address === 'string') throw new Error('Vite listens nowhere');
    return await use(`http://127.0.0.1:${address.port}`);
  } finally {
    await server.close();
  }
}
