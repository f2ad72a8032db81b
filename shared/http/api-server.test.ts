import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { createApiServer } from './api-server.ts'
import { appShell } from './app-shell.ts'

async function start() {
  const server = createApiServer(async (request, response) => {
    await text(request).catch(() => {})
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return server
}

it('allows ten seconds for headers, and a minute for a body or a slow reader', async () => {
  const server = await start()
  expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 60_000 })
  expect(server).toMatchObject({ keepAliveTimeout: 5_000, timeout: 60_000, maxConnections: 20_000 })
})

it.for([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\nX: '],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n'],
] as const)('answers 408 to a client that sends %s too slowly', async ([, beginning]) => {
  const server = await start()
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  server.headersTimeout = server.requestTimeout = 300
  socket.write(beginning)
  const dripping = setInterval(() => socket.write('x'), 50)
  const begin = performance.now()
  const answer = await text(socket)
  clearInterval(dripping)
  expect(performance.now() - begin).toBeLessThan(10_000)
  expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/)
  expect(answer).toContain('{"detail":"Request Timeout."}')
})

it('creates requests and responses with the prototypes of the app', async () => {
  const app = appShell({})
  const server = createApiServer(app)
  const made: object[] = []
  server.prependListener('request', (request, response) => made.push(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  server.closeAllConnections()
  server.close()
  expect(Object.getPrototypeOf(made[0])).toBe(app.request)
  expect(Object.getPrototypeOf(made[1])).toBe(app.response)
})
