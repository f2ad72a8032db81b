import { describe, expect, it } from 'vitest'
import type { Difference } from '../../../checks/exam/compare.ts'
import type { Move } from '../../../checks/exam/session.ts'
import { expectedOf } from '../../../checks/harness/policy-checks.ts'
import { ACTORS, type Actor, POLICY } from '../../../checks/policy.ts'
import { explanationSections } from '../../failure/explanation.ts'
import { findCheckedSteps } from '../../lesson/steps.ts'
import type { WorkshopState } from '../../loop/workshop.ts'
import { emptyProgress, noteOutcome, progressOf } from '../../progress/progress.ts'
import type { Failure, StepReport } from '../../runner/report.ts'
import { ruleFor } from '../asked/matrix.ts'
import { Cards } from './cards.ts'
import { judgedSteps } from './judged-steps.ts'
import { makeState } from './make-state.ts'
import { placesIn } from './places.ts'
import { talkOf } from './talk.ts'
import { waysOf } from './ways.ts'

const step = '06-is-owner'
const MORE = { hasClass: false, restarts: 0 }

function failed(
  method: string,
  path: string,
  got: [number, string?],
  wanted: number,
  key = true,
): Failure {
  const [status, by] = got
  const headers: Record<string, string> = key ? { Authorization: 'Token x' } : {}
  const answer = { status, headers: {}, body: null, ...(by && { by: by as 'handler' }) }
  return {
    exchanges: [{ request: { method, path, headers }, answer }],
    expected: [{ status: wanted }],
  }
}

function stateWith(report: StepReport, more: Partial<WorkshopState> = {}): WorkshopState {
  return {
    steps: findCheckedSteps().map(({ name }) => name),
    current: step,
    progress: emptyProgress(),
    checking: false,
    report,
    reports: { [step]: report },
    typeErrors: [],
    unused: [],
    printed: '',
    ...more,
  }
}

const failure = {
  check: 'answers 403 to GET on the task of another user',
  whatToDo: ['Do this.'],
  expected: [],
  frames: [],
  open: 'steps/06-is-owner/generics.ts:22',
  place: { file: '06-is-owner/generics.ts', symbol: 'getTask' },
  hintCommand: 'npm run hint 06',
}
const HINTS = `06-is-owner/generics.ts getTask: ${failure.check}`
const report: StepReport = {
  step,
  checks: [failure.check, 'another', 'a third'],
  verdicts: [
    { check: failure.check, failure: failed('GET', '/api/tasks/7/', [200, 'handler'], 403) },
    { check: 'another', failure: failed('PUT', '/api/tasks/7/', [200, 'handler'], 403) },
    { check: 'a third' },
  ],
}

describe('the way of a request', () => {
  it.each([
    ['GET', '/api/tasks/7/', [200, 'handler'], 403, true, 'object'],
    ['GET', '/api/tasks/7/', [200, 'handler'], 401, true, 'authentication'],
    ['GET', '/api/tasks/7/', [200, 'handler'], 401, false, 'permission'],
    ['GET', '/api/demo/admin/', [200, 'handler'], 403, true, 'permission'],
    ['DELETE', '/api/me/', [200, 'handler'], 405, true, 'method'],
    ['POST', '/api/tasks/', [403, 'permission'], 201, true, 'handler'],
    ['POST', '/api/tasks/', [201, 'handler'], 415, true, undefined],
    ['POST', '/api/tasks/', [500, 'permission'], 400, true, 'handler'],
    ['GET', '/api/elsewhere/', [404, 'route'], 200, true, 'handler'],
    ['GET', '/api/elsewhere/', [404, 'route'], 403, true, undefined],
  ] as const)('%s %s answered %j, not %i, with a key: %s', (method, path, got, wanted, key, by) => {
    const { ways } = waysOf(failed(method, path, [...got], wanted, key))
    expect(ways?.expected.by).toBe(by)
    if (by) expect(ways).toMatchObject({ actual: { status: got[0], by: got[1] } })
  })

  it('is told of every answer of the policy table that comes out otherwise', () => {
    for (const rule of POLICY) {
      for (const actor of Object.keys(ACTORS) as Actor[]) {
        const path = rule.path.replace('{id}', '7')
        const wrong = failed(rule.method, path, [500, 'handler'], 0, actor !== 'anonymous')
        const { ways } = waysOf({ ...wrong, expected: [expectedOf(actor, rule)] })
        expect(ways?.expected, `${rule.method} ${path} ${actor}`).toEqual(rule.cells[actor])
      }
    }
  })

  it.each([
    ['Authentication credentials were not provided.', 'permission'],
    ['Invalid token.', 'authentication'],
  ])('follows the message of a 401: %s', (detail, by) => {
    const wrong = failed('GET', '/api/me/', [401, 'authentication'], 401)
    const ways = waysOf({ ...wrong, expected: [{ status: 401, body: { detail } }] }).ways
    expect(ways?.expected.by ?? 'authentication').toBe(by)
  })

  it('of a header of another scheme is that of an anonymous request', () => {
    const wrong = failed('GET', '/api/me/', [401, 'authentication'], 401)
    const [exchange] = wrong.exchanges
    if (exchange && 'request' in exchange) exchange.request.headers.Authorization = 'Bearer x'
    expect(waysOf(wrong).ways?.expected).toEqual({ status: 401, by: 'permission' })
  })

  it('is not told if it is unknown what decided, or if only the body differs', () => {
    expect(waysOf(failed('GET', '/api/tasks/7/', [200], 403)).ways).toBeUndefined()
    expect(waysOf(failed('GET', '/api/tasks/7/', [403, 'object'], 403)).ways).toBeUndefined()
    expect(waysOf({ exchanges: [], expected: [{ status: 200 }] })).toEqual({})
    const hook = { hook: { op: 'count' }, answer: { status: 200, headers: {}, body: {} } }
    expect(waysOf({ exchanges: [hook], expected: [{ status: 200 }] })).toEqual({})
  })
})

it('shows the type error of the place to open, in the order of the lines', () => {
  const typeErrors = [19, 20, 21, 22].map((line) => `steps/06-is-owner/generics.ts:${line}: wrong`)
  const state = makeState(stateWith(report, { typeErrors, failure }), [], MORE)
  expect(state.typeErrors).toEqual([0, 1, 3].map((at) => typeErrors[at]))
})

describe('a rule', () => {
  it('is found for every line of the table', () => {
    for (const rule of POLICY) {
      expect(ruleFor(rule.method, rule.path.replace('{id}', '123'))).toBe(rule)
    }
  })

  it.each([
    '/api/tasks/7',
    '/api/tasks/x/',
    '/api/tasks/7/8/',
    '/api/tasks/-1/',
    '/API/tasks/',
    '',
  ])('is not found for GET %s', (path) => {
    expect(ruleFor('GET', path)).toBeUndefined()
  })

  it('does not look at the query', () => {
    expect(ruleFor('GET', '/api/tasks/?x=1')?.path).toBe('/api/tasks/')
  })
})

describe('the cards', () => {
  it('begin with the very explanation of the terminal', async () => {
    const [first] = await new Cards().of(stateWith(report, { failure }))
    expect(first).toMatchObject(failure)
    expect(explanationSections(first as never)).toEqual(explanationSections(failure))
    expect(first?.ways?.expected).toEqual({ status: 403, by: 'object' })
  })

  it('are one for each check that fails', async () => {
    const cards = await new Cards().of(stateWith(report, { failure }))
    expect(cards.map(({ check }) => check)).toEqual([failure.check, 'another'])
  })

  it('follow what is proved later', async () => {
    const cards = new Cards()
    await cards.of(stateWith(report, { failure }))
    const proved = { ...failure, open: 'steps/06-is-owner/permissions.ts:1' }
    const [first] = await cards.of(stateWith(report, { failure: proved }))
    expect(first?.open).toBe(proved.open)
  })

  it('are the one of what stopped the run', async () => {
    const stopped: StepReport = { ...report, stopped: { why: 'hung' } }
    const cards = await new Cards().of(stateWith(stopped, { failure }))
    expect(cards).toEqual([failure])
  })

  it('are none when all is well', async () => {
    expect(await new Cards().of(stateWith({ ...report, verdicts: [] }))).toEqual([])
  })
})

describe('what the page shows', () => {
  it('has a word for every check', () => {
    const { checks } = makeState(
      stateWith({ ...report, checks: [...report.checks, 'late'] }),
      [],
      MORE,
    )
    expect(checks.map(({ state }) => state)).toEqual(['fails', 'fails', 'passes', 'unknown'])
  })

  it('says of each step how it stands', () => {
    const progress = emptyProgress()
    noteOutcome(progress, '01-token-model', true)
    noteOutcome(progress, '02-auto-token', true)
    noteOutcome(progress, '02-auto-token', false, '01-token-model', { code: 'other code' })
    const { steps, broken } = makeState(stateWith(report, { progress }), [], MORE)
    expect(steps.map(({ state }) => state).slice(0, 3)).toEqual(['passes', 'broken', 'open'])
    expect(broken).toEqual([expect.stringContaining('broke with your change to 01-token-model')])
  })

  it('calls a step passed when checks, exam and compiler agree, and not before', () => {
    const green = { ...report, checks: ['a'], verdicts: [{ check: 'a' }] }
    const exam = { seed: 1, sessions: 200, played: 30 }
    const passes = (of: StepReport, more = {}) => makeState(stateWith(of, more), [], MORE).passed
    expect(passes(green)).toBe(false)
    expect(makeState(stateWith(green), [], MORE).examRuns).toBe(true)
    expect(makeState(stateWith({ ...green, exam }), [], MORE).examRuns).toBe(false)
    expect(makeState(stateWith(report), [], MORE).examRuns).toBe(false)
    expect(passes({ ...green, exam })).toBe(true)
    expect(passes({ ...green, exam: { ...exam, error: 'no' } })).toBe(false)
    expect(passes({ ...green, exam }, { typeErrors: [`steps/${step}/views.ts:1: no`] })).toBe(false)
    expect(passes({ ...green, exam }, { typeErrors: ['steps/07-logout/views.ts:1: no'] })).toBe(
      true,
    )
  })

  it('shows as many hints as were asked for, and says when the next one gives it away', () => {
    const progress = emptyProgress()
    const hints = () => makeState(stateWith(report, { progress }), [failure], MORE).hints
    expect(hints()).toMatchObject({ shown: [], more: true, nextGivesAway: false })
    progressOf(progress, step).hints[HINTS] = 10
    expect(hints()?.more).toBe(false)
    const count = hints()?.shown.length ?? 0
    progressOf(progress, step).hints[HINTS] = count - 1
    expect(hints()).toMatchObject({ more: true, nextGivesAway: true })
  })
})

it('the rules of the current step, of earlier steps and of done steps are judged', () => {
  const progress = emptyProgress()
  progressOf(progress, '08-filtering').done = true
  const judged = judgedSteps(stateWith(report, { progress, current: '02-auto-token' }))
  expect([...judged]).toEqual(['01-token-model', '02-auto-token', '08-filtering'])
})

describe('the conversation', () => {
  const seen = (status: number, body: unknown = '') => ({
    answers: [{ status, headers: {}, body }],
    effects: [],
    hashes: 0,
    errors: [],
  })
  const difference: Difference = {
    session: {
      seed: 1,
      skip: 0,
      moves: [
        { hook: { op: 'set_active', user: 'bob', value: false } },
        { ask: { method: 'POST', path: '/api/login/', json: { username: 'bob' } } },
        {
          ask: {
            method: 'GET',
            path: '/api/me/',
            query: [['q', '1']],
            headers: [['Authorization', 'Token {{alice.key}}']],
          },
        },
        { ask: { method: 'GET', path: '/api/me/', headers: [['authorization', 'Token abc']] } },
        { ask: { method: 'GET', path: '/never/' } },
      ],
    },
    move: 3,
    before: [{ ...seen(0), answers: [] }, seen(400, { detail: 'no' }), seen(200)],
    expected: seen(200),
    actual: seen(401),
  }

  it('names who asks, what came back, and ends where the two part', () => {
    const lines = talkOf(difference)
    expect(lines.map(({ who }) => who)).toEqual([undefined, 'anonymous', 'alice', 'a wrong key'])
    expect(lines[1]).toMatchObject({
      sent: 'POST /api/login/  {"username":"bob"}',
      answer: ['400 Bad Request', '{"detail": "no"}'],
    })
    expect(lines[2]?.sent).toBe('GET /api/me/?q=1')
    expect(lines[3]).toEqual({
      who: 'a wrong key',
      sent: 'GET /api/me/  authorization: Token abc',
      differs: 'response',
    })
  })

  const ask = (method: string, more = {}) => ({ method, path: '/api/tasks/1/', ...more })
  const entry = (statuses: number[]) => ({
    ...seen(0),
    answers: statuses.map((status) => seen(status).answers[0] as never),
  })
  const toldOf = (move: Move, expected: number[], actual: number[]) =>
    talkOf({
      session: { seed: 1, skip: 0, moves: [move] },
      ...{ move: 0, before: [], expected: entry(expected), actual: entry(actual) },
    }).map(({ who, about, answer, differs }) => [who, about, answer?.[0], differs])

  it('names the request that differs among those that are sent together', () => {
    const key = { headers: [['Authorization', 'Token {{alice.key}}']] as [string, string][] }
    const burst = [ask('PATCH', key), ask('PATCH')]
    expect(toldOf({ burst }, [200, 401], [204, 401])).toEqual([
      ['alice', undefined, undefined, 'response'],
      ['anonymous', 'at the same time', '401 Unauthorized', undefined],
    ])
    expect(toldOf({ burst, inOrder: true }, [200, 401], [200, 403])).toEqual([
      ['alice', undefined, '200 OK', undefined],
      ['anonymous', undefined, undefined, 'response'],
    ])
    const held = { held: ask('PUT', { browser: 'alice' }), during: [{ ask: ask('GET') }] }
    expect(toldOf(held, [200, 403], [200, 200])).toEqual([
      ['anonymous', undefined, '200 OK', undefined],
      ["alice's browser", 'begun before the line above', undefined, 'response'],
    ])
  })

  it('says when the responses are the same, and what follows is not', () => {
    expect(toldOf({ ask: ask('GET') }, [200], [200])).toEqual([
      ['anonymous', undefined, '200 OK', 'afterwards'],
    ])
    const hook = { op: 'set_active', user: 'bob', value: false }
    expect(toldOf({ hook }, [], [])).toEqual([[undefined, undefined, undefined, 'afterwards']])
  })

  it('shows values that are known only during the session by their names', () => {
    const headers: [string, string][] = [['X-CSRFToken', '{{alice.csrf}}']]
    const [line] = talkOf({
      ...difference,
      session: { seed: 1, skip: 0, moves: [{ ask: ask('POST', { headers, browser: 'alice' }) }] },
      move: 0,
    })
    expect(line?.sent).toBe('POST /api/tasks/1/  X-CSRFToken: ALICE_CSRF')
  })
})

it('finds the lines that may be opened, and nothing else', () => {
  const told = {
    open: 'steps/06-is-owner/generics.ts:22',
    frames: ['steps/03-login/views.ts:1 in login', 'solutions/app.ts:1', 'steps/../x.ts:1'],
    deep: [{ place: 'steps/app.ts:3' }, 'see steps/app.ts:4', '/etc/passwd:1', 'steps/a.ts:1; x'],
  }
  expect([...placesIn(told)]).toEqual([
    'steps/06-is-owner/generics.ts:22',
    'steps/03-login/views.ts:1',
    'steps/app.ts:3',
  ])
})
