import type { AddressInfo } from 'node:net'
import type { RequestHandler } from 'express'
import { expect, it } from 'vitest'
import { createApiServer } from '#shared/http/api-server.ts'
import { appShell } from '#shared/http/app-shell.ts'
import { NEXT_TWICE, traceApp } from './trace.ts'

const pass: RequestHandler = (_request, _response, next) => next()
const answer: RequestHandler = (_request, response) => {
  if (!response.headersSent) response.json({})
}

/** What is reported of a row of middleware while it answers a request. */
async function reportedOf(...row: RequestHandler[]): Promise<string[]> {
  const reported: Error[] = []
  const app = appShell({ '/': row })
  traceApp(app, (error) => reported.push(error as Error))
  const server = createApiServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // Twice: what a request does is counted for it alone.
  for (let round = 0; round < 2; round += 1) await fetch(`http://127.0.0.1:${port}/`)
  server.close()
  return reported.map(
    ({ name, stack }) => `${name} ${/at (\w+)/.exec(stack?.split('\n')[2] ?? '')?.[1]}`,
  )
}

it('reports middleware that calls next twice, with the line, once for each request', async () => {
  const twice: RequestHandler = (_request, _response, next) => {
    next()
    next()
  }
  const inALoop: RequestHandler = async (_request, _response, next) => {
    for (const each of [1, 2, 3]) if ((await each) > 0) next()
  }
  const withAnError: RequestHandler = (_request, _response, next) => {
    next()
    next(new Error('late'))
  }
  expect(await reportedOf(pass, twice, answer)).toEqual(Array(2).fill(`${NEXT_TWICE} twice`))
  expect(await reportedOf(inALoop, pass, answer)).toEqual(Array(2).fill(`${NEXT_TWICE} inALoop`))
  expect(await reportedOf(withAnError, answer)).toEqual(Array(2).fill(`${NEXT_TWICE} withAnError`))
})

it('reports nothing if next is called once, or an error is thrown afterwards', async () => {
  const throwsLater: RequestHandler = async (_request, _response, next) => {
    next()
    throw new Error('late')
  }
  expect(await reportedOf(pass, pass, answer)).toEqual([])
  expect(await reportedOf(throwsLater, pass, answer)).toEqual([])
})
