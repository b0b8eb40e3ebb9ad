import { createServer, type RequestListener } from 'node:http'
import { closeServer, listen } from '../stacks/listen.ts'
import type { Shop } from './shop.ts'

/** Opens a shop on a free port of this machine. `after` runs when it has closed. */
export async function serve(listener: RequestListener, after: () => Promise<void> = async () => {}): Promise<Shop> {
  const server = createServer(listener)
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await closeServer(server)
      await after()
    },
  }
}
