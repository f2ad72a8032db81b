import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import express from 'express'
import { expect, it } from 'vitest'
import { listen } from './listen.ts'

/** Responds to /slow after 200 ms, and to other paths immediately. */
function app() {
  const app = express()
  app.get('/slow', async (_request, response) => {
    await setTimeout(200)
    response.send('slow')
  })
  app.use((_request, response) => {
    response.send('fast')
  })
  return app
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

it('finishes running requests when it stops, and does not wait for idle connections', async () => {
  const { port, stop } = await listen(app(), 0, '127.0.0.1')
  const unused = await open(port)
  const keptAlive = await open(port)
  keptAlive.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(keptAlive, 'data')
  const running = await open(port)
  running.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
  await setTimeout(50)
  const start = performance.now()
  const [answer] = await Promise.all([text(running), stop()])
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n.*slow$/s)
  expect(performance.now() - start).toBeLessThan(1000)
  await setTimeout(10)
  expect([unused.destroyed, keptAlive.destroyed]).toEqual([true, true])
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

it.for([
  ['a line that is not HTTP', 'NONSENSE\r\n\r\n', '400 Bad Request'],
  ['headers that are too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, '431'],
] as const)('answers %s in JSON, and serves the next request', async ([, request, status]) => {
  const { port, stop } = await listen(app(), 0, '127.0.0.1')
  const socket = await open(port)
  socket.write(request)
  const [head, body = ''] = (await text(socket)).split('\r\n\r\n')
  expect(head).toContain(`HTTP/1.1 ${status}`)
  expect(head).toContain('Content-Type: application/json')
  expect(Object.keys(JSON.parse(body))).toEqual(['detail'])
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('fast')
  await stop()
})

it.for([
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n', 400],
  ['no Host, in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 200],
  ['an Expect header', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n\r\n', 417],
  ['the method CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', 501],
] as const)('answers a request with %s with %s', async ([, request, status]) => {
  const { port, stop } = await listen(app(), 0, '127.0.0.1')
  const socket = await open(port)
  socket.write(request)
  const [head, body = ''] = (await text(socket)).split('\r\n\r\n')
  expect(head).toContain(`HTTP/1.1 ${status} `)
  if (status !== 200) {
    expect(head).toContain('Content-Type: application/json')
    expect(head).toContain('X-Content-Type-Options: nosniff')
    expect(Object.keys(JSON.parse(body.replace(/^\w+\r\n|\r\n0$/g, '')))).toEqual(['detail'])
  }
  await stop()
})

it('adds nothing to a started response if invalid HTTP follows', async () => {
  const app = express()
  app.get(
    '/',
    (_request, response) => void response.writeHead(200, { 'Content-Length': 9 }).write('half'),
  )
  const { port, stop } = await listen(app, 0, '127.0.0.1')
  const socket = await open(port)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
  socket.write('NONSENSE\r\n\r\n')
  expect(await text(socket)).toBe('')
  await stop()
})

it('reports a port that is in use', async () => {
  const { port, stop } = await listen(app(), 0, '127.0.0.1')
  await expect(listen(app(), port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await stop()
})
