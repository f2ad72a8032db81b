import { once } from 'node:events'
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

let token: string

beforeEach(async () => {
  const tokens = await resetTarget(targetUrl)
  token = tokens.alice as string
})

it.each(['PUT', 'PATCH'])(
  '%s of a task that is deleted before the body arrives is 404',
  async (method) => {
    const { data } = await ask(targetUrl, 'POST', '/api/tasks/', { token, json: { title: 'a' } })
    const path = `/api/tasks/${(data as { id: number }).id}/`
    const body = '{"title":"b"}'
    const headers = {
      Authorization: `Token ${token}`,
      'Content-Type': 'application/json',
      'Content-Length': body.length,
    }
    const slow = request(targetUrl + path, { method, headers, agent: false })
    slow.write(body.slice(0, 5))
    // Now the handler has found the task, and waits for the rest of the body.
    await setTimeout(100)
    expect((await ask(targetUrl, 'DELETE', path, { token })).status).toBe(204)
    slow.end(body.slice(5))
    const [response] = await once(slow, 'response')
    expect(response.statusCode).toBe(404)
    expect(await json(response)).toEqual({ detail: 'Not found.' })
    expect((await ask(targetUrl, 'GET', path, { token })).status).toBe(404)
  },
)
