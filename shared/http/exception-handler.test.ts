import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { RequestHandler } from 'express'
import { expect, it } from 'vitest'
import { ServiceUnavailable } from '../exceptions.ts'
import { appShell } from './app-shell.ts'
import { listen } from './listen.ts'

it('sends Retry-After with a 503', async () => {
  const view = () => {
    throw new ServiceUnavailable(5)
  }
  const { port, stop } = await listen(appShell({ '/': [view] }), 0, '127.0.0.1')
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect(response.status).toBe(503)
  expect(response.headers.get('Retry-After')).toBe('5')
  expect(await response.json()).toEqual({
    detail: 'Service temporarily unavailable, try again later.',
  })
  await stop()
})

it('keeps the connection open if a view throws after its complete response', async () => {
  const view: RequestHandler = (_request, response) => {
    response.json({})
    throw new Error('too late')
  }
  const { port, stop } = await listen(appShell({ '/': [view] }), 0, '127.0.0.1')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<unknown>()
  for (let n = 0; n < 2; n++) {
    const asked = request({ port, agent }).end()
    const [answer] = await once(asked, 'response')
    sockets.add(asked.socket)
    await once(answer.resume(), 'end')
  }
  expect(sockets.size).toBe(1)
  agent.destroy()
  await stop()
})
