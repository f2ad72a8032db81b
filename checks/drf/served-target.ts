import type { AddressInfo } from 'node:net'
import { type AppModule, createTreeServer } from '../harness/tree-server.ts'

/**
 * The URL of the target on the network: the server in SUBJECT_URL, or the tree behind `#subject`,
 * on a free port. These tests are about the HTTP surface, so the requests must use a socket.
 */
export const targetUrl: string = process.env.SUBJECT_URL ?? (await serveTree())

async function serveTree(): Promise<string> {
  const server = await createTreeServer((await import('#subject/app.ts')) as AppModule)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Open connections must not keep a finished run alive.
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
