import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../checks/policy.ts'
import type { Wish } from '../../page/asked/console.ts'
import type { Asked, MatrixRow } from '../../page/page-state.ts'
import { scratchCopy } from '../repository/scratch-copy.ts'

const LIMIT = 200_000
let copy = ''

beforeAll(() => {
  copy = scratchCopy(`asked-${process.pid}`)
})
afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }))

/** What the page receives about the solution with this edit. */
function told(wishes: Wish[], change: (steps: string) => void = () => {}) {
  const steps = path.join(copy, 'steps')
  cpSync(path.join(copy, 'solutions'), steps, { recursive: true, force: true })
  change(steps)
  const drive = path.join('workshop', 'author', 'page', 'drive-asked.ts')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', drive, JSON.stringify(wishes)],
    {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, TSX_TSCONFIG_PATH: path.join('workshop', 'tsconfig.run.json') },
    },
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as { rows: MatrixRow[]; answers: Asked[]; message?: string }
}

describe('the solution', { timeout: LIMIT }, () => {
  const wishes: Wish[] = [
    { as: 'bob', method: 'GET', path: '/api/tasks/1/' },
    { as: 'bob', method: 'PATCH', path: '/api/tasks/99/', body: '{}' },
    { as: 'wrong', method: 'GET', path: '/api/me/' },
    { as: 'anonymous', method: 'POST', path: '/api/tasks/', body: '{"title": "x"}' },
    { as: 'alice', method: 'POST', path: '/api/tasks/', body: '{' },
    { as: 'alice', method: 'GET', path: '/__hook__/' },
  ]

  it('responds as the table says, for the reason in the table, and shows the lines that refused', () => {
    const { rows, answers, message } = told(wishes)
    expect(message).toBeUndefined()
    const differing = rows.flatMap(({ method, path, cells }) =>
      (Object.keys(cells) as Actor[])
        .filter((actor) => {
          const { expected, actual } = cells[actor]
          return actual?.status !== expected.status || actual.by !== expected.by
        })
        .map((actor) => `${method} ${path} ${actor}`),
    )
    expect(differing).toEqual([])
    const owned = rows.find(({ method, path }) => `${method} ${path}` === 'GET /api/tasks/{id}/')
    const places = owned?.cells.other.actual?.lines.map(({ place, name }) => `${place} ${name}`)
    expect(places?.join('\n')).toMatch(
      /^steps\/04-default-permission\/views\.ts:\d+ permissionDenied$/m,
    )
    expect(places?.join('\n')).toMatch(/^steps\/06-is-owner\/generics\.ts:\d+ getTask$/m)
    expect(owned?.cells.owner.actual?.lines[0]?.place).toMatch(
      /^steps\/06-is-owner\/views\.ts:\d+$/,
    )

    // A part of the view that has let the request through has not decided.
    const deciders: Record<string, string> = {
      performAuthentication: 'authentication',
      checkPermissions: 'permission',
      checkThrottles: 'throttle',
      csrfProtect: 'before',
    }
    const cells = rows.flatMap((row) => Object.values(row.cells))
    const bystanders = cells.flatMap(({ actual }) =>
      (actual?.lines ?? []).filter(
        ({ name = '' }) => (deciders[name] ?? actual?.by) !== actual?.by,
      ),
    )
    expect(bystanders).toEqual([])
    expect(cells.filter(({ actual }) => actual?.lines.length === 0)).toEqual([])
    const placeOf = (method: string, path: string) =>
      rows.find((row) => row.method === method && row.path === path)?.cells.owner.actual?.lines[0]
    expect(placeOf('GET', '/api/demo/allow-any/')?.place).toMatch(/^shared\/core\/demo\.ts:\d+$/)
    expect(placeOf('POST', '/api/tasks/{id}/')?.place).toMatch(/^shared\/http\/dispatch\.ts:\d+$/)

    expect(answers.map(({ status }) => status)).toEqual([403, 404, 401, 401, 400, 404])
    expect(answers.map(({ actual }) => actual?.objectAsked)).toEqual([
      true,
      ...Array(5).fill(false),
    ])
    expect(answers.map(({ expected }) => expected?.status)).toEqual([
      403,
      undefined,
      401,
      401,
      undefined,
      undefined,
    ])
    expect(answers[0]?.curl).toMatch(
      /^curl -i http:\/\/127\.0\.0\.1:\d+\/api\/tasks\/1\/ -H "Authorization: Token [0-9a-f]{40}"$/,
    )
    expect(answers[0]?.why).toBeTruthy()
  })
})

describe('a client', { timeout: LIMIT }, () => {
  it('has no valid token after a logout, and a new one after a login', () => {
    const me: Wish = { as: 'alice', method: 'GET', path: '/api/me/' }
    const body = JSON.stringify({ username: 'alice', password: 'alice-pass-1' })
    const v1: Wish[] = [
      { as: 'alice', method: 'POST', path: '/api/logout/' },
      me,
      { as: 'alice', method: 'POST', path: '/api/login/', body },
      { as: 'anonymous', method: 'POST', path: '/api/login/', body },
      me,
    ]
    const v2 = v1.map((wish) => ({ ...wish, path: wish.path.replace('/api/', '/api/v2/') }))
    const { answers } = told([...v1, ...v2])
    const statuses = [204, 401, 401, 200, 200]
    expect(answers.map(({ status }) => status)).toEqual([...statuses, ...statuses])
    expect(answers.map(({ expected }) => expected?.status)).toEqual([...statuses, ...statuses])
    expect(answers.map(({ isLoggedOut }) => isLoggedOut)).toEqual([
      ...[undefined, true, true, undefined, undefined],
      ...[undefined, true, true, undefined, undefined],
    ])
  })

  it('is told when a logout has not deleted its token', () => {
    const { answers } = told(
      [
        { as: 'alice', method: 'POST', path: '/api/logout/' },
        { as: 'alice', method: 'GET', path: '/api/me/' },
      ],
      (steps) =>
        writeFileSync(
          path.join(steps, '07-logout', 'views.ts'),
          'export const logout = async (_: never, response: { status(of: number): { end(): void } }) => response.status(204).end()\n',
        ),
    )
    expect(answers[1]).toMatchObject({ status: 200, expected: { status: 401 } })
  })
})

describe('a browser', { timeout: LIMIT }, () => {
  const SESSION = '/api/v2/session/'
  const alice = { username: 'alice', password: 'alice-pass-1' }
  const as = (wish: Omit<Wish, 'as' | 'with'>): Wish => ({ as: 'alice', with: 'cookies', ...wish })
  const login = as({ method: 'POST', path: SESSION, body: JSON.stringify(alice), csrf: true })

  it('gets a CSRF token, logs in, writes, and logs out', () => {
    const { answers, message } = told([
      as({ method: 'GET', path: SESSION }),
      { ...login, csrf: false },
      as({ method: 'GET', path: '/api/v2/csrf/' }),
      login,
      as({ method: 'GET', path: SESSION }),
      as({ method: 'PATCH', path: '/api/v2/tasks/1/', body: '{"completed": true}' }),
      as({ method: 'PATCH', path: '/api/v2/tasks/1/', body: '{"completed": true}', csrf: true }),
      { as: 'bob', with: 'cookies', method: 'GET', path: SESSION },
      as({ method: 'DELETE', path: SESSION, csrf: true }),
      as({ method: 'GET', path: SESSION }),
    ])
    expect(message).toBeUndefined()
    const statuses = [403, 403, 200, 200, 200, 403, 200, 403, 204, 403]
    expect(answers.map(({ status }) => status)).toEqual(statuses)
    expect(answers.map(({ expected }) => expected?.status)).toEqual(statuses)
    expect(answers.map(({ actual }) => actual?.by)).toEqual(
      answers.map(({ expected }) => expected?.by),
    )
    expect(answers[3]?.headers['set-cookie']?.split('\n')).toEqual([
      expect.stringMatching(/^sessionid=\w{32}; Max-Age=1209600; .*HttpOnly/),
      expect.stringMatching(/^csrftoken=/),
    ])
    expect(answers[6]?.curl).toMatch(
      / -H "Cookie: csrftoken=\w+; sessionid=\w+" -H "X-CSRFToken: \w+" /,
    )
    expect(answers[6]?.curl).not.toContain('Authorization')
  })
})

describe('code that throws', { timeout: LIMIT }, () => {
  const throwing = (file: string, line: string, thrown: string) => (steps: string) => {
    const place = path.join(steps, file)
    const text = readFileSync(place, 'utf8')
    expect(text).toContain(line)
    writeFileSync(place, text.replace(line, `${line}\n${thrown}`))
  }
  const login: Wish = { as: 'anonymous', method: 'POST', path: '/api/login/', body: '{}' }

  it('is shown with its message', () => {
    const change = throwing(
      '03-login/views.ts',
      'export const obtainAuthToken: Handler = async (request, response) => {',
      '  (undefined as never as { x(): void }).x()',
    )
    const [answer] = told([login], change).answers
    expect(answer?.status).toBe(500)
    expect(answer?.thrown).toMatch(/^TypeError: Cannot read properties of undefined/)
    expect(answer?.actual?.lines[0]?.place).toMatch(/^steps\/03-login\/views\.ts:\d+$/)
  })

  it('before authentication has reached a view, but no part of it that decides', () => {
    const change = throwing(
      '12-sessions/csrf.ts',
      'export const csrfProtect: RequestHandler = async (request, _response, next) => {',
      "  throw new Error('no')",
    )
    const [answer] = told([{ ...login, path: '/api/v2/session/' }], change).answers
    expect(answer?.actual).toMatchObject({ status: 500, by: 'before' })
    expect(answer?.thrown).toBe('Error: no')
  })
})

describe('a tree that cannot respond', { timeout: LIMIT }, () => {
  const file = (steps: string) => path.join(steps, '03-login', 'views.ts')

  it('is reported if it does not compile', () => {
    const { message } = told([], (steps) => appendFileSync(file(steps), '\nconst = 1\n'))
    expect(message).toMatch(/Expected/)
  })

  it('is reported if it throws', () => {
    const { message } = told([], (steps) =>
      appendFileSync(file(steps), "\nthrow new Error('no')\n"),
    )
    expect(message).toBe('Your code ends the process: Error: no')
  })

  it('is reported if it ends the process', () => {
    const { message } = told([], (steps) => appendFileSync(file(steps), '\nprocess.exit(3)\n'))
    expect(message).toBe('Your code ends the process.')
  })

  it('is reported if it never ends', () => {
    const { message } = told([], (steps) => appendFileSync(file(steps), '\nfor (;;) {}\n'))
    expect(message).toBe('Your code keeps its process busy and does not respond.')
  })
})
