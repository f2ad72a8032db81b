import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Express } from 'express'
import { createApiServer } from './api-server.ts'

/** How long a running response may take when the server stops, in milliseconds. */
const GRACE = 4000

/** A running app, and how to stop it. */
export interface Listening {
  port: number
  /** Refuses new requests. Resolves when the running ones are finished, or after four seconds. */
  stop(): Promise<void>
}

/**
 * Serves an app on a port. Port 0 selects a free one.
 *
 * @throws the system's error if the port is not available
 */
export async function listen(app: Express, port: number, host: string): Promise<Listening> {
  const server = createApiServer(app)
  const connections = new Set<Socket>()
  const running = new Set<ServerResponse>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  server.prependListener('request', (_request, response) => {
    running.add(response)
    response.once('close', () => running.delete(response))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => stop(server, connections, running),
  }
}

async function stop(
  server: Server,
  connections: Set<Socket>,
  running: Set<ServerResponse>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const response of running) {
    if (!response.headersSent) response.setHeader('Connection', 'close')
    response.once('close', () => response.req.socket.destroySoon())
  }
  const busy = new Set([...running].map((response) => response.req.socket))
  // closeIdleConnections() does not close connections that have sent nothing yet.
  for (const socket of connections) if (!busy.has(socket)) socket.destroy()
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE)
  await closed
  clearTimeout(deadline)
}
