import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openUrl } from '#shared/db/backends/postgresql/open-url.ts'

const API = path.join(import.meta.dirname, '..', '..', 'commands', 'api.ts')
const SCHEMA = `processes_${process.pid}`
const { TEST_DATABASE_URL } = process.env
/** PGlite serves only one connection. */
const isServer = TEST_DATABASE_URL !== undefined && !TEST_DATABASE_URL.includes('max=1')

interface Api {
  url: string
  child: ChildProcess
  said: string
}

const database = () => {
  const url = new URL(TEST_DATABASE_URL ?? '')
  url.searchParams.set('options', `-c search_path=${SCHEMA}`)
  url.searchParams.set('application_name', SCHEMA)
  url.password = 'geheim'
  return String(url)
}

async function start(): Promise<Api> {
  const child = spawn(process.execPath, ['--import', 'tsx', API, '--port', '0'], {
    env: { ...process.env, DATABASE_URL: database() },
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('Ctrl-C')) break
  }
  const [, url = ''] = /answers on (http:\/\/\S+)/.exec(said) ?? []
  return { url, child, said }
}

async function ask(url: string, method = 'GET', body?: object, key?: string) {
  const response = await fetch(url, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(key && { Authorization: `Token ${key}` }),
    },
    body: body && JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

async function sql(text: string): Promise<object[]> {
  const client = new Client({ connectionString: TEST_DATABASE_URL })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

describe.skipIf(!isServer)('two processes on one database', () => {
  let apis: Api[] = []

  beforeAll(async () => {
    await sql(`CREATE SCHEMA ${SCHEMA}`)
    // At the same time: one process creates the tables, and the other waits for it.
    apis = await Promise.all([start(), start()])
  })

  afterAll(async () => {
    for (const { child } of apis) {
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
    }
    await sql(`DROP SCHEMA ${SCHEMA} CASCADE`)
  })

  const urls = (at: string) => apis.map(({ url }) => url + at) as [string, string]

  it('both start, and say where their data is, without the password', () => {
    for (const { said, url } of apis) {
      expect(url).not.toBe('')
      expect(said).toContain('Data: postgres://postgres@')
      expect(said).not.toContain('geheim')
    }
  })

  it('a token that one process deletes stops working in the other immediately', async () => {
    const [first, second] = urls('')
    const ada = { username: 'ada', password: 'analytical-engine' }
    expect(await ask(`${first}/api/register/`, 'POST', ada)).toMatchObject({ status: 201 })
    for (let round = 0; round < 10; round++) {
      const { body } = await ask(`${first}/api/login/`, 'POST', ada)
      const again = await ask(`${second}/api/login/`, 'POST', ada)
      expect(again.body).toEqual(body)
      expect(await ask(`${second}/api/me/`, 'GET', undefined, body.token)).toMatchObject({
        status: 200,
      })
      const logout = await ask(`${first}/api/logout/`, 'POST', undefined, body.token)
      expect(logout.status).toBe(204)
      expect(await ask(`${second}/api/me/`, 'GET', undefined, body.token)).toMatchObject({
        status: 401,
      })
    }
  })

  it('if several clients register one name at the same time, one gets it', async () => {
    const eve = { username: 'eve', password: 'x' }
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => ask(urls('/api/register/')[n % 2] ?? '', 'POST', eve)),
    )
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array(15).fill(400)])
    for (const { status, body } of answers)
      if (status === 400)
        expect(body).toEqual({ username: ['A user with that username already exists.'] })
  })

  it('simultaneous logins of one user get the same token', async () => {
    const bob = { username: 'bob', password: 'x' }
    const [first] = urls('')
    await ask(`${first}/api/register/`, 'POST', bob)
    const { body } = await ask(`${first}/api/login/`, 'POST', bob)
    await ask(`${first}/api/logout/`, 'POST', undefined, body.token)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ask(urls('/api/login/')[n % 2] ?? '', 'POST', bob)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.token)).size).toBe(1)
  })

  it('of twenty simultaneous guesses, five are allowed, and another process counts them too', async () => {
    const guess = (url: string) => ask(url, 'POST', { username: 'eve', password: 'wrong' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => guess(urls('/api/v2/login/')[n % 2] ?? '')),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(5).fill(400),
      ...Array(15).fill(429),
    ])
    const { url, child } = await start()
    expect(await guess(`${url}/api/v2/login/`)).toMatchObject({ status: 429 })
    child.kill('SIGTERM')
    await once(child, 'exit')
  })

  it('lost connections lead to 503, and later requests succeed without a restart', async () => {
    // Only theirs: other tests use the same server at the same time.
    const { length: lost } = await sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${SCHEMA}'`,
    )
    expect(lost).toBeGreaterThan(0)
    const wrong = () => ask(urls('/api/me/')[0], 'GET', undefined, '0'.repeat(40))
    const statuses = new Set<number>()
    for (let n = 0; n < 5; n++) statuses.add((await wrong()).status)
    for (const status of statuses) expect([401, 503]).toContain(status)
    expect((await wrong()).status).toBe(401)
  })
})

it('says in a sentence that the server does not respond, without the password', async () => {
  const refusal = await openUrl('postgres://ada:geheim@127.0.0.1:1/x').catch((error) => error)
  expect(refusal.message).toBe(
    'The database postgres://ada@127.0.0.1:1/x does not respond (ECONNREFUSED). Start it, or name another.',
  )
  const wrong = await openUrl('postgres://ada:geheim@[/x').catch((error) => error)
  expect(`${wrong.stack}${JSON.stringify(wrong)}`).not.toContain('geheim')
})
