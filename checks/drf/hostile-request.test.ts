import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { User } from '#shared/auth/user.ts'
import { Token } from '#subject/01-token-model/models.ts'
import { ask, type Told } from './ask.ts'
import { type HostileRequest, hostileRequest } from './hostile-request.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

const RUNS = 600
const SEED = 20_260_131
/** `npm run prove:property` sends more, and different ones each time. */
const runs = Number(process.env.PROPERTY_RUNS ?? RUNS)
const seed = Number(process.env.PROPERTY_SEED ?? SEED)
const DEADLINE_MS = 60_000 + runs * 50

beforeAll(async () => {
  await resetTarget(targetUrl)
})

describe('for every random request, the API', () => {
  it('responds with JSON, never with 500, and reveals no secret', {
    timeout: DEADLINE_MS,
  }, async () => {
    const statuses = new Map<number, number>()
    const property = fc.asyncProperty(hostileRequest, async (request) => {
      const answer = await send(request)
      expectDecent(answer, request)
      expectNothingGivenAway(answer, request, await secrets())
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    })
    await fc.assert(property, { numRuns: runs, seed })
    console.log(`${runs} hostile requests, seed ${seed}: ${shares(statuses)}`)
    // If all requests were refused early, the test would prove nothing.
    for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 406, 415]) {
      expect(statuses.has(status), `no request was answered ${status}`).toBe(true)
    }
  })
})

async function send(request: HostileRequest): Promise<Told> {
  const { method, path, user, authorization, accept, contentType, body } = request
  const hook = await ask(targetUrl, 'POST', '/__hook__/', { json: { op: 'create_token', user } })
  const { key } = hook.data as { key: string }
  const headers: [string, string][] = []
  if (authorization !== null) headers.push(['Authorization', authorization.replaceAll('KEY', key)])
  if (accept !== null) headers.push(['Accept', accept])
  if (contentType !== null) headers.push(['Content-Type', contentType])
  return ask(targetUrl, method, path, { headers, body })
}

function expectDecent({ status, headers, text, data }: Told, { method }: HostileRequest): void {
  expect(status).toBeLessThan(500)
  expect('www-authenticate' in headers).toBe(status === 401)
  if (method === 'HEAD' || status === 204 || status === 301) expect(text).toBe('')
  else {
    expect(headers['content-type']).toBe('application/json')
    expect(data).toBeTypeOf('object')
  }
}

async function secrets(): Promise<string[]> {
  const hashes = (await User.objects.all()).map(({ password }) => password)
  const keys = (await Token.objects.all()).map(({ key }) => key)
  return [...hashes, ...keys]
}

/** Only a successful login may return a token, and no response may contain a hash. */
function expectNothingGivenAway(answer: Told, { path }: HostileRequest, known: string[]): void {
  const { status, text, headers } = answer
  const shown = text + JSON.stringify(headers)
  if (path.startsWith('/api/login/') && status === 200) {
    expect(text).toMatch(/^\{"token":"[0-9a-f]{40}"\}$|^\{"name":/)
  } else expect(known.filter((secret) => shown.includes(secret))).toEqual([])
  expect(shown).not.toMatch(/bcrypt_sha256|\n {4}at |node_modules/)
}

function shares(statuses: Map<number, number>): string {
  const sorted = [...statuses].sort(([a], [b]) => a - b)
  return sorted.map(([status, count]) => `${status} x ${count}`).join(', ')
}
