import { beforeEach, describe, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { resetForV2 } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

/** README.md says what DRF does with these. */
let token: string

beforeEach(async () => {
  token = (await resetForV2(targetUrl)).alice as string
})

const get = (path: string) => ask(targetUrl, 'GET', path, { token })

describe('an id that no row can have is 404', () => {
  const ids = [2 ** 53, 2 ** 63, '9'.repeat(30), '9'.repeat(400), '1'.repeat(4000)]
  it.each(ids.map(String))('%s', async (id) => {
    expect(await get(`/api/v2/tasks/${id}/`)).toMatchObject({
      status: 404,
      data: { detail: 'Not found.' },
    })
  })
})

describe('a cursor that the client has changed is 404 or a page', () => {
  const cursors = ['p=x', 'p=', 'p=2026-13-01', 'p=2026-01-01', 'p=%FF', 'o=1e400', 'o=0&r=1&p=x']
  it.each(cursors)('%s', async (cursor) => {
    const encoded = encodeURIComponent(Buffer.from(cursor).toString('base64'))
    const { status, data } = await get(`/api/v2/tasks/feed/?cursor=${encoded}`)
    expect([200, 404]).toContain(status)
    if (status === 404) expect(data).toEqual({ detail: 'Invalid cursor' })
  })
})

describe('no number in a query breaks the server', () => {
  const numbers = ['1e9', '9'.repeat(30), '9'.repeat(400), '-9', '0x10', '1.5', 'NaN', 'Infinity']
  const names = ['page', 'page_size', 'limit', 'offset', 'cursor', 'search', 'ordering']
  it.each(numbers)('%s', async (number) => {
    for (const path of ['', 'feed/', 'window/']) {
      for (const name of names) {
        const { status } = await get(`/api/v2/tasks/${path}?${name}=${number}`)
        expect([200, 404], `${path}?${name}=${number}`).toContain(status)
      }
    }
  })
})

describe('the link before an offset far past the end does not lead back to the first tasks', () => {
  it.each([17, 22, 30, 400])('an offset of %i digits', async (digits) => {
    const { data } = await get(`/api/v2/tasks/window/?offset=${'9'.repeat(digits)}`)
    expect(data).toMatchObject({ previous: expect.stringMatching(/[?&]offset=\d{16,}$/) })
  })
})

describe('a token with bytes that are not UTF-8 is 401', () => {
  it.each(['\u00ff', '\u00c3', 'x\u00e9', '\u00a0'])('%j', async (bytes) => {
    for (const value of [`Token ${bytes}`, `Token ${token}${bytes}x`, `Token ${bytes}${token}`]) {
      const headers: [string, string][] = [['Authorization', value]]
      expect(await ask(targetUrl, 'GET', '/api/v2/me/', { headers })).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Token' },
        data: { detail: 'Invalid token.' },
      })
    }
  })
})

describe('the limit of tokens', () => {
  const logIn = () =>
    ask(targetUrl, 'POST', '/api/v2/login/', {
      json: { username: 'alice', password: 'alice-pass-1' },
    })
  const create = (how: object) =>
    ask(targetUrl, 'POST', '/__hook__/', { json: { op: 'v2_create_token', user: 'alice', ...how } })

  it('counts tokens that never expire', async () => {
    await create({ count: 9, expires_in: null })
    expect(await logIn()).toMatchObject({ status: 403 })
  })

  it('is kept when several users log in at the same time', async () => {
    await create({ count: 7 })
    const answers = await Promise.all(Array.from({ length: 5 }, logIn))
    const statuses = answers.map(({ status }) => status).sort()
    // Five logins are allowed, so none of these is throttled.
    expect(statuses).toEqual([200, 200, 403, 403, 403])
  })
})
