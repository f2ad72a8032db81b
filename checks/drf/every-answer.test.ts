import { beforeAll, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

let tokens: Record<string, string>

beforeAll(async () => {
  tokens = await resetTarget(targetUrl)
})

describe("every response has Django's headers, and is not cached", () => {
  const json = { username: 'alice', password: 'alice-pass-1' }

  it.each([
    [200, 'GET', '/', {}],
    [200, 'POST', '/api/login/', { json }],
    [201, 'POST', '/api/register/', { json: { username: 'ada', password: 'secret' } }],
    [301, 'GET', '/api/me', {}],
    [400, 'POST', '/api/login/', { json: {} }],
    [401, 'GET', '/api/me/', {}],
    [404, 'GET', '/nowhere', {}],
    [404, 'GET', '/%zz/', {}],
    [405, 'GET', '/api/login/', {}],
    [406, 'GET', '/api/me/', { headers: [['Accept', 'text/html']] as [string, string][] }],
    [413, 'POST', '/api/login/', { body: 'x'.repeat(2_700_000) }],
  ])('%i %s %s', async (status, method, path, asked) => {
    const answer = await ask(targetUrl, method, path, asked)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject(HEADERS)
  })

  it('204', async () => {
    const answer = await ask(targetUrl, 'POST', '/api/logout/', { token: tokens.bob as string })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject(HEADERS)
  })
})

it('shows a browser that opens the address what this is', async () => {
  const headers: [string, string][] = [['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8']]
  const answer = await ask(targetUrl, 'GET', '/', { headers })
  expect(answer.status).toBe(200)
  expect(answer.data).toMatchObject({ about: expect.any(String) })
  expect((answer.data as { paths: string[] }).paths).toContain('/api/login/')
  expect((await ask(targetUrl, 'HEAD', '/')).status).toBe(200)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await ask(targetUrl, method, '/')).status).toBe(404)
  }
})
