import { expect, it } from 'vitest'
import { appShell } from './app-shell.ts'
import { ServiceUnavailable } from './exceptions.ts'
import { listen } from './listen.ts'

it('tells who is sent away when to come back', async () => {
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
