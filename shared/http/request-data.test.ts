import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { Request } from 'express'
import { expect, it } from 'vitest'
import { requestData } from './request-data.ts'

/** A request that has arrived completely, without a connection. */
function requestOf(body: string): Request {
  const request = new IncomingMessage(new Socket())
  request.headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  request.push(body)
  request.push(null)
  return Object.assign(request, {
    get: (name: string) => request.headers[name.toLowerCase()],
  }) as never
}

/** The turn of the event loop in which each body was parsed. */
async function turnsOf(bodies: string[]): Promise<number[]> {
  let turn = 0
  let done = false
  const counting = (async () => {
    for (; !done; turn++) await setImmediate()
  })()
  const turns = await Promise.all(
    bodies.map(async (body) => {
      await requestData(requestOf(body))
      return turn
    }),
  )
  done = true
  await counting
  return turns
}

it('reads a large body in parts, one in each turn of the event loop, so that other requests can run', async () => {
  const large = JSON.stringify({ title: 'x'.repeat(100_000) })
  expect(new Set(await turnsOf(Array(16).fill(large))).size).toBe(16)
  expect(new Set(await turnsOf(Array(16).fill('{}'))).size).toBeLessThan(4)
})
