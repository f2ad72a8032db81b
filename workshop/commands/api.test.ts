import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const SCRIPT = path.join(import.meta.dirname, 'api.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'api-'))
const data = path.join(folder, 'api.json')
const alice = { username: 'alice', password: 'wonderland' }

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Api {
  url: string
  port: string
  greeting: string
  child: ChildProcess
  errors: Promise<string>
}

/** Starts the command on a free port, and waits for all of its output. */
async function start(...options: string[]): Promise<Api> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, '--port', '0', ...options])
  const errors = text(child.stderr)
  let greeting = ''
  for await (const chunk of child.stdout) {
    greeting += chunk
    if (greeting.includes('Ctrl-C')) break
  }
  const port = /answers on http:\/\/127\.0\.0\.1:(\d+)/.exec(greeting)?.[1] ?? ''
  return { url: `http://127.0.0.1:${port}`, port, greeting, child, errors }
}

/** Runs a command that must refuse, with exit code 2 and without a stack. Returns its output. */
function refusal(...options: string[]): string {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, ...options])
  expect(status).toBe(2)
  expect(String(stderr)).not.toMatch(/^\s+at /m)
  return String(stderr)
}

async function post(url: string, body: object, headers: object = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ ...body }),
    headers: { ...headers },
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

async function stop({ child }: Api) {
  const start = performance.now()
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  return { code, milliseconds: performance.now() - start }
}

describe('npm run api', () => {
  let api: Api
  let greeting = ''

  beforeAll(async () => {
    api = await start('--data', data)
    greeting = api.greeting
  })

  afterAll(() => api.child.kill())

  it('says what it did and what to try', () => {
    expect(greeting).toMatch(
      /created the tables (?=.*auth_user)(?=.*authtoken_token)(?=.*core_task)(?=.*django_session)/,
    )
    expect(greeting).toContain(data)
    const form = `-d "username=${alice.username}&password=${alice.password}"`
    expect(greeting).toContain(`curl ${form} http://127.0.0.1:`)
  })

  it('keeps a second process away from its data', () => {
    expect(refusal('--port', '0', '--data', data)).toContain('is in use by another process')
  })

  it('says that a port is in use, and which to take', () => {
    const other = path.join(folder, 'other.json')
    const said = refusal('--port', api.port, '--data', other)
    expect(said).toContain(`Port ${api.port} is in use`)
    expect(existsSync(other)).toBe(false)
  })

  it('responds in JSON to bytes that are not HTTP', async () => {
    const socket = connect(Number(api.port), '127.0.0.1')
    socket.end('NONSENSE\r\n\r\n')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\nContent-Type: application\/json\r\n/)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({ detail: 'Bad Request.' })
  })

  it('stops in order, with connections open, and has everything when it starts again', async () => {
    expect(await post(`${api.url}/api/register/`, alice)).toMatchObject({ status: 201 })
    const { token = '' } = (await post(`${api.url}/api/login/`, alice)).body
    const idle = connect(Number(api.port), '127.0.0.1')
    await once(idle, 'connect')
    idle.on('error', () => {})
    const { code, milliseconds } = await stop(api)
    expect(code).toBe(0)
    expect(milliseconds).toBeLessThan(5000)
    api = await start('--data', data)
    expect(api.greeting).toContain('nothing to do')
    expect(api.greeting).toContain('username=alice2')
    const headers = { Authorization: `Token ${token}` }
    const me = await fetch(`${api.url}/api/me/`, { headers })
    expect(await me.json()).toEqual({ id: 1, username: 'alice', is_staff: false })
  })
})

it('refuses an option that it does not know', () => {
  expect(refusal('--prot', '1')).toContain("Unknown option '--prot'")
  for (const port of ['-1', '65536', 'http']) {
    expect(refusal('--port', port)).toContain(
      `--port takes a number from 0 to 65535, not "${port}"`,
    )
  }
  expect(refusal('--data', '')).toContain('--data needs the name of a file')
})

it('runs what the learner has so far, and says on which line the rest is missing', async () => {
  const steps = path.join(folder, 'submission')
  writeSubmission(steps)
  const api = await start('--subject', steps, '--data', path.join(folder, 'steps.json'))
  await post(`${api.url}/api/login/`, alice)
  await post(`${api.url}/api/register/`, alice)
  await stop(api)
  const [todo, failure, frame] = (await api.errors).split('\n')
  expect(todo).toMatch(/^POST \/api\/login\/: not written yet: say who it is \(.*app\.ts:\d+\)$/)
  expect(failure).toBe('POST /api/register/: TypeError: it broke <key>')
  expect(frame).toMatch(/^ {4}at .*app\.ts:\d+$/)
})

/** Its own tree, so that the test does not depend on what has been solved. */
function writeSubmission(steps: string): void {
  const shared = (name: string) =>
    pathToFileURL(path.join(import.meta.dirname, '..', '..', 'shared', name)).href
  mkdirSync(steps)
  writeFileSync(path.join(steps, 'package.json'), '{"type":"module"}')
  writeFileSync(
    path.join(steps, 'app.ts'),
    `import { appShell } from '${shared('http/app-shell.ts')}'
import { todo } from '${shared('todo.ts')}'

export function createApp() {
  return appShell({
    '/api/login/': [() => todo('say who it is')],
    '/api/register/': [() => { throw new TypeError('it broke ${'ab'.repeat(20)}\\nsecret') }],
  })
}
`,
  )
}
