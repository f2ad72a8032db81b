import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '#subject/app.ts'
import { createTreeServer } from '../harness/tree-server.ts'
import { recording } from './recording.ts'
import { replay, report, summary } from './replay.ts'

/** Each change below shows in one of these. */
const SCENARIOS = recording.scenarios.filter(({ name }) =>
  ['header: unknown 40-hex token', 'user: GET me', 'login: GET is not allowed'].includes(name),
)

/**
 * Changes a response before it is sent. If it returns a text of the same length, that is the body.
 */
type Spoil = (response: ServerResponse, body: string) => unknown

const forbidden: Spoil = (response) => {
  if (response.statusCode === 401) response.statusCode = 403
}

describe('the replay notices', () => {
  it('nothing if nothing is changed', async () => {
    const result = await replay(await spoiledTarget(() => {}), SCENARIOS)
    expect(summary(result)).toBe('3 of 3 recorded scenarios agree')
  })

  it('one wrong word', async () => {
    const url = await spoiledTarget((_, body) => body.replace('Invalid', 'Expired'))
    expect(await lines(url)).toEqual([
      'scenario "header: unknown 40-hex token", exchange 1: GET /api/me/',
      '  body differs',
      '  expected {"detail":"Invalid token."}, got {"detail":"Expired token."}',
    ])
  })

  it('one missing Allow', async () => {
    const url = await spoiledTarget((response) => {
      if (response.statusCode === 405) response.removeHeader('Allow')
    })
    expect(await lines(url)).toEqual([
      'scenario "login: GET is not allowed", exchange 1: GET /api/login/',
      '  header allow differs',
      '  expected "POST, OPTIONS", got null',
    ])
  })

  it('403 instead of 401', async () => {
    expect(await lines(await spoiledTarget(forbidden))).toEqual([
      'scenario "header: unknown 40-hex token", exchange 1: GET /api/me/',
      '  status differs',
      '  expected 401, got 403',
    ])
  })
})

/** What the replay reports about the scenario that differs. */
async function lines(url: string): Promise<string[]> {
  const { disagreements, agreed } = await replay(url, SCENARIOS)
  expect(agreed).toHaveLength(SCENARIOS.length - 1)
  return disagreements.map(report).join('\n').split('\n')
}

/** Serves the reference API with every response changed, and returns its URL. */
async function spoiledTarget(spoil: Spoil): Promise<string> {
  const server = await createTreeServer({ createApp })
  server.prependListener('request', (_request, response) => {
    const { end } = response
    response.end = (...[body, ...rest]: unknown[]) =>
      Reflect.apply(end, response, [spoil(response, String(body ?? '')) ?? body, ...rest])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
