import type { AddressInfo } from 'node:net'
import express, { type Response } from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '#subject/app.ts'
import { createSubjectServer } from '../harness/subject-server.ts'
import { recording } from './recording.ts'
import { replay, report, summary } from './replay.ts'

/** Few, to be quick; each spoiling shows in one of them. */
const SCENARIOS = recording.scenarios.filter(({ name }) =>
  ['header: unknown 40-hex token', 'user: GET me', 'login: GET is not allowed'].includes(name),
)

describe('the replay notices', () => {
  it('nothing where nothing is spoiled', async () => {
    const result = await replay(await spoiledSubject(() => {}), SCENARIOS)
    expect(summary(result)).toBe('3 of 3 recorded scenarios agree')
  })

  it('one wrong word', async () => {
    const url = await spoiledSubject((response) => {
      const { send } = response
      response.send = (body) =>
        send.call(response, Buffer.from(String(body).replace('Invalid', 'Unknown')))
    })
    expect(await lines(url)).toEqual([
      'scenario "header: unknown 40-hex token", exchange 1: GET /api/me/',
      '  body differs',
      '  expected {"detail":"Invalid token."}, got {"detail":"Unknown token."}',
    ])
  })

  it('one missing Allow', async () => {
    const url = await spoiledSubject((response) => {
      const { set } = response
      response.set = function withoutAllow(this: Response, ...header: unknown[]) {
        if (header[0] === 'Allow' && header[1] === 'POST, OPTIONS') return this
        return Reflect.apply(set, this, header)
      } as Response['set']
    })
    expect(await lines(url)).toEqual([
      'scenario "login: GET is not allowed", exchange 1: GET /api/login/',
      '  header allow differs',
      '  expected "POST, OPTIONS", got null',
    ])
  })

  it('403 in the place of 401', async () => {
    const url = await spoiledSubject((response) => {
      const { status } = response
      response.status = (code) => status.call(response, code === 401 ? 403 : code)
    })
    expect(await lines(url)).toEqual([
      'scenario "header: unknown 40-hex token", exchange 1: GET /api/me/',
      '  status differs',
      '  expected 401, got 403',
    ])
  })

  it('a known difference that it meets, and one that has gone', async () => {
    const url = await spoiledSubject((response) => {
      const { status } = response
      response.status = (code) => status.call(response, code === 401 ? 403 : code)
    })
    const result = await replay(url, SCENARIOS, {
      'header: unknown 40-hex token': 'spoiled by this test',
      'user: GET me': 'agrees after all',
      'no such scenario': 'forgotten',
    })
    expect(result.disagreements).toEqual([])
    expect(summary(result)).toBe('2 of 3 recorded scenarios agree, known differences: 1')
    expect(result.stale).toEqual(['user: GET me', 'no such scenario'])
  })
})

/** What the replay says of the one scenario that disagrees. */
async function lines(url: string): Promise<string[]> {
  const { disagreements, agreed } = await replay(url, SCENARIOS)
  expect(agreed).toHaveLength(SCENARIOS.length - 1)
  return disagreements.map(report).join('\n').split('\n')
}

/** The reference, whose answers `spoil` may change; tells its base URL. */
async function spoiledSubject(spoil: (response: Response) => void): Promise<string> {
  const server = await createSubjectServer({
    createApp: () =>
      express()
        .disable('x-powered-by')
        .use((_request, response, next) => {
          spoil(response)
          next()
        })
        .use(createApp()),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
