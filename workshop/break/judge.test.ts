import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Example } from '../../checks/harness/example.ts'
import { WORKSHOP_DATA } from '../paths.ts'
import { plainTheme } from '../terminal/theme.ts'
import { implementationOf } from './implementations.ts'
import { Judge } from './judge.ts'
import { judgementLines } from './lines.ts'

const FOLDER = path.join(WORKSHOP_DATA, `break-test-${process.pid}`)
const STEP = '07-logout'

const judge = new Judge()
let files = 0

afterAll(() => {
  judge.close()
  rmSync(FOLDER, { recursive: true, force: true })
})

/** What the learner reads about a file with this text. */
async function judged(source: string) {
  files += 1
  const file = path.join(FOLDER, `${files}.ts`)
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, source)
  const judgement = await judge.judge(STEP, file)
  return {
    ...judgement,
    milliseconds: 0,
    file: 'breaks/07-logout.ts',
    problem: judgement.problem?.replaceAll(
      `${path.relative(path.dirname(WORKSHOP_DATA), FOLDER)}/`,
      'breaks/',
    ),
  }
}

function examples(...each: string[]) {
  return judged(`export const examples = [${each.join(',\n')}]`)
}

async function problem(example: string) {
  const { examples: all } = await examples(example)
  return all[0]?.problem
}

async function expectProblem(example: string, told: string | RegExp) {
  expect(await problem(example)).toEqual(
    typeof told === 'string' ? told : expect.stringMatching(told),
  )
}

const ME = `when: { as: 'alice', send: 'GET /api/me/' }`
const FINDS = `{ given: [{ as: 'alice', send: 'POST /api/logout/' }], when: { as: 'alice', send: 'GET /api/me/' }, then: { status: 401 } }`

describe('what a learner is told', () => {
  it('of examples that find something, nothing, and what is known', async () => {
    const judgement = await examples(
      `{ ${ME}, then: { status: 200 } }`,
      `{ ...${FINDS}, why: 'A deleted token must not work.' }`,
      FINDS,
      `{ when: { as: 'alice', send: 'GET /api/logout/' }, then: { status: 405 } }`,
      `{ when: { as: 'alice', send: 'POST /api/logout/' }, then: { status: 200 } }`,
      `{ when: { as: 'carol', send: 'POST /api/logout/' }, then: { status: 200 } }`,
    )
    const text = judgementLines(judgement, plainTheme, 100).join('\n')
    await expect(`${text}\n`).toMatchFileSnapshot('judge.test.golden.txt')
    const again = judgementLines(
      judgement,
      plainTheme,
      100,
      new Set(judgement.wrong.map(({ letter }) => letter)),
    )
    expect(again.join('\n')).not.toContain('Found:')
  })

  it('when all are found', async () => {
    const judgement = await examples(FINDS)
    const done = { ...judgement, done: true }
    expect(judgementLines(done, plainTheme, 100).at(-1)).toBe('All of them are found.')
  })
})

describe('an example that is not true', () => {
  it.each([
    [`{ ${ME}, then: { status: 403 } }`, 'Not true of the API: it answers 200.'],
    [
      `{ when: { as: 'alice', send: 'GET /api/mee/' }, then: { status: 200 } }`,
      'Not true of the API: it answers 404. There is no route /api/mee/. Is it /api/me/?',
    ],
    ...['bob DELETE 1 403', 'alice GET 1 200', 'staff PATCH 27 200'].map((told) => {
      const [as, method, id, status] = told.split(' ')
      return [
        `{ when: { as: '${as}', send: '${method} /api/tasks/${id}/', json: {} }, then: { status: ${status} } }`,
        'Not true of the API: it answers 404. Each example begins without tasks: create one in `given`, and write {task} for its id.',
      ] as [string, string]
    }),
    [
      `{ ${ME}, then: { status: 200, body: { is_staff: true } } }`,
      'Not true of the API: `is_staff` of the body is false.',
    ],
    [
      `{ ${ME}, then: { status: 200, body: { nickname: 'al' } } }`,
      'Not true of the API: `nickname` of the body is not there.',
    ],
    [
      `{ ${ME}, then: { status: 200, body: { id: undefined } } }`,
      /^Not true of the API: `id` of the body is \d+\.$/,
    ],
    [
      `{ when: { as: 'alice', send: 'GET /api/tasks/' }, then: { status: 200, body: [{}] } }`,
      'Not true of the API: the body has 0 items.',
    ],
    [
      `{ when: { as: 'anonymous', send: 'GET /api/me/' }, then: { status: 401, headers: { 'WWW-Authenticate': 'Basic' } } }`,
      'Not true of the API: WWW-Authenticate is "Token".',
    ],
    [
      `{ ${ME}, then: { status: 200, headers: { 'WWW-Authenticate': 'Token' } } }`,
      'Not true of the API: WWW-Authenticate is not sent.',
    ],
    [
      `{ when: { as: 'alice', send: 'GET /api/tasks/{task}/' }, then: { status: 200 } }`,
      '{task} has no value: no earlier response has `id`.',
    ],
    [
      `{ given: [{ as: 'alice', send: 'POST /api/tasks/', json: {} }], when: { as: 'alice', send: 'GET /api/tasks/{task}/' }, then: { status: 200 } }`,
      /^\{task\} has no value: no earlier response has `id`; the last one is 400 \{"title"/,
    ],
  ])('%s', expectProblem)
})

describe('an example that is too narrow', () => {
  it.each([
    ['a name', `{ ${ME}, then: { status: 200, body: { username: 'alice' } } }`],
    [
      'an id',
      `{ given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk' } }], when: { as: 'alice', send: 'GET /api/tasks/1/' }, then: { status: 200 } }`,
    ],
  ])('about %s', async (_, example) => {
    expect(await problem(example)).toMatch(
      /^Too narrow\. With other names and ids, .*\{alice\.name\}/,
    )
  })

  it('about what another right solution does differently', async () => {
    const other = await implementationOf({
      name: 'says goodbye in a header',
      file: '07-logout/views.ts',
      find: 'response.status(204).end()',
      replace: "response.set('X-Bye', 'bye').status(204).end()",
    })
    const example = {
      when: { as: 'alice', send: 'POST /api/logout/' },
      then: { status: 204, headers: { 'X-Bye': null } },
    }
    expect(await judge.problemOf(example, [{ replaced: {} }, other])).toBe(
      'Too narrow. With another right solution, X-Bye is "bye". That solution says goodbye in a header.',
    )
  })
})

describe('an example that cannot be played', () => {
  it.each([
    ['7', 'An example is an object with `when` and `then`.'],
    [
      `{ when: { as: 'carol', send: 'GET /api/me/' }, then: { status: 200 } }`,
      /^`when` is sent by "carol", which is not an actor\. The actors are anonymous, alice, bob, .* and wrong\.$/,
    ],
    [
      `{ given: [{ as: 'alice' }], when: { as: 'alice', send: 'GET /' }, then: { status: 200 } }`,
      "`send` of `given` 1 is a method and a path, as in 'GET /api/me/'; it is undefined.",
    ],
    [
      `{ when: { as: 'alice', send: 'FETCH /api/me/' }, then: { status: 200 } }`,
      /^`when` sends FETCH: a method is GET, /,
    ],
    [`{ ${ME} }`, '`then` is the response: write { status: 200 }.'],
    [`{ ${ME}, then: { status: '200' } }`, '`then` needs a `status`, a number such as 403.'],
    [
      `{ ${ME}, then: { status: 200, json: {} } }`,
      '`then` cannot have `json`. It can have `status`, `headers` and `body`.',
    ],
    [
      `{ when: { as: 'alice', send: 'GET /api/me/', json: {}, text: '' }, then: { status: 200 } }`,
      '`when` has json and text: a request has one body.',
    ],
    [
      `{ when: { as: 'alice', send: 'GET /api/me/', body: {} }, then: { status: 200 } }`,
      /^`when` cannot have `body`\. It can have `as`, `send`, `json`, /,
    ],
    [
      `{ when: { as: 'alice', send: 'GET /api/me/', headers: { A: 1 } }, then: { status: 200 } }`,
      'The header A of `when` is neither a text nor a list of texts.',
    ],
    [
      `{ when: { as: 'alice', send: 'GET /{carol.id}' }, then: { status: 200 } }`,
      '{carol.id}: there is no actor with an account called carol.',
    ],
    [
      `{ when: { as: 'alice', send: 'GET /{alice.age}' }, then: { status: 200 } }`,
      /^\{alice\.age\}: of alice there are \{alice\.name\}, /,
    ],
    [
      `{ ${ME}, then: { status: 200, body: { username: /^(\\w|\\w\\w)+$!/ } } }`,
      'Not true of the API: `username` of the body is "alice".',
    ],
  ])('%s', expectProblem)
})

describe('a file that cannot be loaded', () => {
  it.each([
    ['export const examples = [', /^breaks\/\d+\.ts:1 does not compile: /],
    [
      "import { x } from './nowhere.ts'\nexport const examples = [x]",
      /^breaks\/\d+\.ts:1 does not compile: Could not resolve/,
    ],
    ["\nthrow new Error('no')", /^breaks\/\d+\.ts:2 throws: Error: no$/],
    ['throw undefined', /^breaks\/\d+\.ts throws: undefined$/],
    ['for (;;) {}', /^breaks\/\d+\.ts does not finish: look for a loop/],
    ['await new Promise(() => {})', /^breaks\/\d+\.ts ends its process before/],
    ['process.exit(0)', /^breaks\/\d+\.ts ends its process before/],
    [
      'export const examples = [{ when: () => 1 }]',
      /^breaks\/\d+\.ts contains something that is not data: /,
    ],
    ['export const other = []', /^breaks\/\d+\.ts must export a list: export const examples/],
    ['export const examples = {}', /^breaks\/\d+\.ts must export a list: /],
  ])('%s', async (source, told) => {
    const { problem, examples, done, wrong } = await judged(source)
    expect(problem).toMatch(told)
    expect({ examples, done }).toEqual({ examples: [], done: false })
    expect(wrong.every(({ name }) => name === undefined)).toBe(true)
  })

  it('is missing', async () => {
    expect(await judge.judge(STEP, '/nowhere/07-logout.ts')).toMatchObject({
      problem: expect.stringMatching(/^There is no .*07-logout\.ts yet\.$/),
    })
  })

  it('has nothing in it yet', async () => {
    expect(await judged('export const examples = []')).toMatchObject({ examples: [], done: false })
  })
})

it('names a wrong implementation once it is found, and never before', async () => {
  const { wrong } = await examples(FINDS)
  const found = wrong.filter(({ foundBy }) => foundBy)
  expect(found.length).toBeGreaterThan(2)
  expect(found.length).toBeLessThan(wrong.length)
  for (const { name, misconception, foundBy } of wrong) {
    expect(Boolean(name && misconception)).toBe(Boolean(foundBy))
  }
})

it('knows no step without wrong implementations', async () => {
  await expect(judge.judge('99-nothing')).rejects.toThrow(
    'has no wrong implementations to find yet',
  )
})

describe('an implementation that responds late', () => {
  const LOGOUT = { as: 'alice', send: 'POST /api/logout/' } as const
  const late = (milliseconds: number) =>
    implementationOf({
      name: 'responds late',
      file: '07-logout/views.ts',
      find: 'response.status(204).end()',
      replace: `setTimeout(() => response.status(204).end(), ${milliseconds})`,
    })

  it('is neither wrong, nor another right solution that differs', async () => {
    const slow = await late(3500)
    const example: Example = { when: LOGOUT, then: { status: 204 } }
    expect(await judge.finds(example, slow)).toBe(false)
    expect(await judge.problemOf(example, [{ replaced: {} }, slow])).toBeUndefined()
  })

  it('is found if it never responds', { timeout: 30_000 }, async () => {
    const never = await late(2 ** 31 - 1)
    expect(await judge.finds({ when: LOGOUT, then: { status: 204 } }, never)).toBe(true)
  })
})
