import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

const SECRET = 'hunter2-in-the-body'
const JSON_TYPE: [string, string] = ['Content-Type', 'application/json']
const MAX_BODY = 2_621_440

let tokens: Record<string, string>

beforeEach(async () => {
  tokens = await resetTarget(targetUrl)
})

describe('a body over a limit is refused before it is used', () => {
  const create = (asked: object) =>
    ask(targetUrl, 'POST', '/api/tasks/', { token: tokens.alice as string, ...asked })

  it('reads a body of 2.5 MB and answers 413 to one byte more', async () => {
    const filled = (length: number) => `{"title":"a","x":"${'x'.repeat(length - 20)}"}`
    expect(Buffer.byteLength(filled(MAX_BODY))).toBe(MAX_BODY)
    const allowed = await create({ headers: [JSON_TYPE], body: filled(MAX_BODY) })
    expect(allowed.status).toBe(201)
    const refused = await create({ headers: [JSON_TYPE], body: filled(MAX_BODY + 1) })
    expect(refused).toMatchObject({ status: 413, data: { detail: 'Request body is too large.' } })
  })

  it('reads JSON nested 32 levels and answers 400 to 33', async () => {
    const nested = (levels: number) =>
      `{"title":"a","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    expect((await create({ headers: [JSON_TYPE], body: nested(32) })).status).toBe(201)
    for (const levels of [33, 5000, 200_000]) {
      const refused = await create({ headers: [JSON_TYPE], body: nested(levels) })
      expect(refused.status).toBe(400)
      expect(refused.text).toMatch(/^\{"detail":"JSON parse error - /)
    }
  })

  it('answers 415 to a compressed body', async () => {
    const body = gzipSync('{"title":"a"}')
    const refused = await create({ headers: [JSON_TYPE, ['Content-Encoding', 'gzip']], body })
    expect(refused).toMatchObject({
      status: 415,
      data: { detail: 'Unsupported media type "gzip" in request.' },
    })
  })

  it.each([
    ['malformed JSON', 'application/json', `{"password": "${SECRET}" oops`],
    ['JSON of another charset', 'application/json; charset=utf-16', SECRET],
    ['an invalid form', 'multipart/form-data; boundary=x', `--x\r\n${SECRET}`],
    ['another content type', 'text/plain', SECRET],
  ])('does not echo %s', async (_, type, body) => {
    for (const path of ['/api/login/', '/api/register/']) {
      const answer = await ask(targetUrl, 'POST', path, {
        headers: [['Content-Type', type]],
        body,
      })
      expect([400, 415]).toContain(answer.status)
      expect(answer.headers['content-type']).toBe('application/json')
      expect(answer.text).not.toContain(SECRET)
    }
  })
})
