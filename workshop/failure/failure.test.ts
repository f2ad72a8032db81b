import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { applyEdit } from '../../checks/harness/edit.ts'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { A_NEW_KEY, AN_ID } from '../../checks/harness/value-like.ts'
import { starterFiles, writeFiles } from '../lesson/starter.ts'
import { findCheckedSteps, stepOf } from '../lesson/steps.ts'
import {
  failureMessage,
  headingOf,
  type Place,
  placesWithHints,
  readHints,
  readMistakes,
  readWords,
} from '../lesson/texts.ts'
import { CHECKS, SOLUTIONS } from '../paths.ts'
import type { Failure, StepReport } from '../runner/report.ts'
import { framesIn } from '../stack.ts'
import { kindOf, whereToLook } from './diagnosis.ts'
import { explainReport, withTypeError } from './explain.ts'
import { explainStop, syntaxErrorIn } from './explain-stop.ts'
import type { Explanation } from './explanation.ts'
import { answerLines, expectedLines } from './http-lines.ts'
import { knownMisconception } from './known-mistake.ts'
import { proveWhere } from './prove-where.ts'
import { lineOf } from './source.ts'

it('says what can end the process while it is loaded, and in a check', () => {
  const report = { step: '04-default-permission', checks: ['a'], verdicts: [] }
  const told = (during?: string) => explainStop(report, { why: 'exited', during }, SOLUTIONS)
  expect(told()).toMatchObject({ check: 'the API can be loaded' })
  expect(told().whatToDo[0]).toContain('not `checkPermissions()`')
  expect(told('a')).toMatchObject({ check: 'a' })
  expect(told('a').whatToDo[0]).toContain('Throw an exception instead')
})

it('gives the hints of the place that is not written yet, whatever place the check names', () => {
  const failure: Failure = { expected: [], exchanges: [] }
  const kind = 'not written yet'
  for (const { name: step } of findCheckedSteps()) {
    const tree = untouchedTree(step)
    const named = [...readWords(step).values()].find(({ place }) => place)?.place
    for (const [name, text] of starterFiles(step)) {
      for (const [at, line] of text.split('\n').entries()) {
        if (!line.includes('todo(')) continue
        const frames = [{ file: path.join(tree, name), line: at + 1 }]
        const { place } = whereToLook({ step, failure, kind, named }, frames, tree)
        expect(place?.file).toBe(name)
        expect(readHints(step).has(headingOf(place as Place)), `${name}:${at + 1}`).toBe(true)
        expect(lineOf(text, place?.symbol ?? '')).toBe(at + 1)
      }
    }
    rmSync(tree, { recursive: true })
  }
})

function untouchedTree(step: string): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'untouched-'))
  writeFiles(tree, starterFiles(step))
  return tree
}

describe('the lines of an answer', () => {
  const answer = {
    status: 401,
    headers: { 'www-authenticate': 'Token', allow: 'GET', date: 'today' },
    body: { detail: 'No.' },
  }

  it('are the status, the headers that matter, and the body', () => {
    const expected = [{ status: 200, headers: { Allow: 'POST' } }]
    expect(answerLines(answer, expected)).toEqual([
      '401 Unauthorized',
      'Allow: GET',
      'WWW-Authenticate: Token',
      '{"detail": "No."}',
    ])
  })

  it('cut a body that fills the screen', () => {
    const [, , body] = answerLines({ ...answer, body: 'x'.repeat(5000) }, [])
    expect(body?.length).toBeLessThan(700)
  })

  it('say what was expected, with patterns and what must be absent', () => {
    expect(expectedLines({ status: 204, headers: { 'Content-Type': null }, body: null })).toEqual([
      '204 No Content',
      '(no header Content-Type)',
      '(no body)',
    ])
    expect(expectedLines({ status: 200, body: { key: A_NEW_KEY, rest: [1, AN_ID] } })[1]).toBe(
      '{"key": <a key of 40 hexadecimal digits>, "rest": [1, <an id>]}',
    )
  })
})

describe('the line to open', () => {
  const text = [
    'import { b } from "b"',
    '',
    'export function a() {',
    '  return b()',
    '}',
    '',
    'class C {',
    '  b(): void {',
    '    // TODO: do it',
    '  }',
    '}',
    '',
    'abstract class D {',
    '  abstract d(): void',
    '}',
    '',
    'class E extends D {',
    '  d(',
    '    one: number,',
    '  ): void {',
    '    // TODO: do that',
    '  }',
    '}',
  ].join('\n')

  it.each([
    ['a', 3],
    ['b', 9],
    ['C', 9],
    ['C.b', 9],
    ['C.nowhere', 9],
    ['d', 21],
    ['E.d', 21],
    ['D', 13],
    ['', 1],
    ['nowhere', 1],
  ])('of %s is %i', (symbol, line) => {
    expect(lineOf(text, symbol)).toBe(line)
  })
})

describe('the kind of a failure', () => {
  const failure: Failure = { exchanges: [], expected: [] }
  const error = (name: string) => ({ name, message: '', stack: '' })

  it.each([
    ['wrong answer', failure],
    ['not written yet', { ...failure, error: error('Todo') }],
    [
      'crashes in a request',
      { ...failure, error: error('TypeError'), expected: [{ status: 200 }] },
    ],
    [
      'crashes without a request',
      {
        error: error('TypeError'),
        expected: [{ status: 200 }],
        exchanges: [
          { hook: { op: 'create_token' }, answer: { status: 500, headers: {}, body: {} } },
        ],
      },
    ],
    ['calls next twice', { ...failure, error: error('NextTwice'), expected: [{ status: 200 }] }],
    ['crashes outside a request', { ...failure, error: error('TypeError'), outside: true }],
    ['never answers', { ...failure, unanswered: { waited: 2000 } }],
    ['ends the process', { ...failure, error: error('ProcessExit'), expected: [{ status: 200 }] }],
    ['cannot go on', { ...failure, error: error('TypeError') }],
  ] as const)('is "%s"', (kind, each) => {
    expect(kindOf(each as Failure)).toBe(kind)
  })
})

it('blames nothing when the check passes as it runs again', async () => {
  const step = '01-token-model'
  const checks = [...readWords(step).keys()]
  const [check = ''] = checks
  const told = { check, whatToDo: ['Do this.'], expected: [], frames: [], hintCommand: '' }
  const source = { tree: SOLUTIONS, base: '' }
  const proved = await proveWhere(told, { step, checks, verdicts: [] }, source)
  expect(proved.whatToDo).toEqual([failureMessage('passed again'), 'Do this.'])
  expect(proved).toMatchObject({ guess: true })
})

describe('a type error of the step', () => {
  const told = { check: '', whatToDo: [], expected: [], frames: [], hintCommand: '' }
  const errors = ['steps/01-a/a.ts:7: wrong', 'steps/01-a/b.ts:1: wrong']

  it('stands in the place of a guess, and before what was seen', () => {
    const place = 'steps/01-a/a.ts:7'
    const guess = { ...told, open: 'steps/01-a/c.ts:1', guess: true }
    expect(withTypeError(guess, errors)).toMatchObject({
      open: place,
      alsoOpen: undefined,
      guess: false,
    })
    const seen = { ...told, open: 'steps/01-a/c.ts:1' }
    expect(withTypeError(seen, errors)).toMatchObject({ open: place, alsoOpen: seen.open })
    expect(withTypeError({ ...told, open: place }, errors)).toMatchObject({ alsoOpen: undefined })
  })

  it('leaves what is proved, and is none where there is none', () => {
    const proved = { ...told, open: 'steps/01-a/c.ts:1', proved: true }
    expect(withTypeError(proved, errors)).toBe(proved)
    expect(withTypeError(told, [])).toBe(told)
  })
})

it('keeps the frames of a folder, without those of packages', () => {
  const stack = `TypeError: x is not a function
    at authenticate (/w/steps/03-login/backends.ts:8:23)
    at async obtainAuthToken (file:///w/steps/03-login/obtain.ts:16:16)
    at <anonymous> (/w/shared/http/dispatch.ts:3:1)
    at /w/steps/node_modules/express/index.js:1:1
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`
  expect(framesIn('/w/steps', stack)).toEqual([
    { file: '/w/steps/03-login/backends.ts', line: 8, name: 'authenticate' },
    { file: '/w/steps/03-login/obtain.ts', line: 16, name: 'obtainAuthToken' },
  ])
})

it('finds the place of a syntax error in what the loader says', () => {
  const message = 'Transform failed with 1 error:\n/w/a.ts:9:0: ERROR: Expected ")" but found "}"'
  expect(syntaxErrorIn({ name: 'Error', message })).toEqual({
    at: { file: '/w/a.ts', line: 9 },
    message: 'Expected ")" but found "}"',
  })
  expect(syntaxErrorIn({ name: 'Error', message: 'boom' })).toBeUndefined()
})

describe('what a failure looks like', () => {
  /** A missing app.ts differs from the solution. */
  const other = import.meta.dirname
  const mistake = (misconception: string, caughtBy: Record<string, number>): Mistake => {
    return { name: '', file: 'app.ts', find: '', replace: '', misconception, caughtBy }
  }
  const verdict = (check: string, status?: number) => {
    const answer = { status: status ?? 200, headers: {}, body: null }
    const exchanges = [{ request: { method: 'GET', path: '/', headers: {} }, answer }]
    return { check, ...(status && { failure: { exchanges, expected: [] } }) }
  }
  const report: StepReport = {
    step: '01',
    checks: ['a', 'b', 'c'],
    verdicts: [verdict('a', 403), verdict('b'), verdict('c', 200)],
  }

  it('is the mistake with the same checks and statuses', () => {
    const mistakes = [
      mistake('one', { a: 403 }),
      mistake('two', { a: 403, c: 200 }),
      mistake('three', { a: 401, c: 200 }),
    ]
    expect(knownMisconception(report, mistakes, other)).toBe('two')
  })

  it('is nothing when two misconceptions look the same', () => {
    const same = { a: 403, c: 200 }
    expect(
      knownMisconception(report, [mistake('one', same), mistake('two', same)], other),
    ).toBeUndefined()
    expect(knownMisconception(report, [mistake('one', same), mistake('one', same)], other)).toBe(
      'one',
    )
  })

  it('is no mistake in a file that is as in the solution', () => {
    expect(
      knownMisconception(report, [mistake('two', { a: 403, c: 200 })], SOLUTIONS),
    ).toBeUndefined()
  })

  it('is the mistake that is written there, also when others fail the same checks', async () => {
    const unnamed: string[] = []
    for (const { name: step } of findCheckedSteps()) {
      const mistakes = await readMistakes(step)
      for (const each of mistakes.filter(({ exam }) => !exam)) {
        const tree = mkdtempSync(path.join(tmpdir(), 'looks-like-'))
        const text = readFileSync(path.join(SOLUTIONS, each.file), 'utf8')
        writeFiles(tree, [[each.file, applyEdit(text, each)]])
        const [caught = ''] = Object.keys(each.caughtBy)
        const failed = { ...report, checks: [caught], verdicts: [verdict(caught, 200)] }
        const told = knownMisconception(failed, mistakes, tree)
        rmSync(tree, { recursive: true })
        if (told !== each.misconception) unnamed.push(`${step}: ${each.name}`)
      }
    }
    expect(unnamed).toEqual([])
  })

  it('is nothing before every check has its verdict', () => {
    const half = { ...report, checks: [...report.checks, 'd'] }
    expect(knownMisconception(half, [mistake('two', { a: 403, c: 200 })], other)).toBeUndefined()
  })
})

describe('what was not awaited', () => {
  const step = '02-auto-token'
  const tree = mkdtempSync(path.join(tmpdir(), 'not-awaited-'))
  const file = path.join(tree, step, 'signals.ts')
  const line = '  if (created) Token.objects.create({ user: instance })'
  afterAll(() => rmSync(tree, { recursive: true }))
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(
    file,
    `export const createAuthToken = async ({ instance, created }) => {\n${line}\n}\n`,
  )
  const [check = '', other = ''] = readWords(step).keys()
  const thrown = (name: string, file: string, learners = '') => {
    const stack = `${name}: a message\n    at call (${CHECKS}/harness/${file}.ts:102:18)${learners}`
    const error = { name, message: 'a message', stack }
    return { exchanges: [], expected: [], outside: {}, error }
  }
  const learners = `\n    at createAuthToken (${file}:2:30)`
  const explained = (...failures: Failure[]) => {
    const verdicts = failures.map((failure, at) => ({
      check: [check, other][at] as string,
      failure,
    }))
    return explainReport({ step, checks: [check, other], verdicts }, { tree, base: '' })
  }

  it.each([
    ['too late', thrown('NotAwaited', 'remote-database', learners)],
    ['made to fail', thrown('OperationalError', 'fault', learners)],
  ])('names the learner’s call and line: %s', async (_, failure) => {
    expect(await explained(failure)).toMatchObject({
      whatToDo: [failureMessage('call not awaited', { call: 'create' })],
      open: expect.stringContaining(`${step}/signals.ts:2`),
      place: { file: `${step}/signals.ts`, symbol: 'createAuthToken' },
    })
  })

  it('takes the line from another check whose stack still has it', async () => {
    const bare = thrown('NotAwaited', 'remote-database')
    expect(await explained(bare, thrown('OperationalError', 'fault', learners))).toMatchObject({
      check,
      whatToDo: [failureMessage('call not awaited', { call: 'create' })],
      open: expect.stringContaining(`${step}/signals.ts:2`),
    })
    expect((await explained(bare))?.whatToDo[0]).toBe(failureMessage('not awaited'))
  })
})

describe('the advice of a check', () => {
  const failure: Failure = { expected: [], exchanges: [] }
  const placed = findCheckedSteps().flatMap(({ name: step }) =>
    [...readWords(step)].flatMap(([check, words]) =>
      words.place ? [{ step, check, ...words, place: words.place }] : [],
    ),
  )
  const explained = ({ step, check }: { step: string; check: string }, tree: string) => {
    const report = { step, checks: [check], verdicts: [{ check, failure }] }
    return explainReport(report, { tree, base: '' })
  }
  const told = async (each: { step: string; check: string }, tree: string) =>
    (await explained(each, tree))?.whatToDo ?? []

  it('is not given if its step is as in the solution, and no place is opened', async () => {
    for (const each of placed) {
      const { whatToDo, open } = (await explained(each, SOLUTIONS)) as Explanation
      expect([whatToDo, open], each.check).toEqual([
        [failureMessage('not in this step')],
        undefined,
      ])
    }
  })

  it('names the place that is opened, if only another one differs', async () => {
    const tree = mkdtempSync(path.join(tmpdir(), 'elsewhere-'))
    let count = 0
    for (const { name: step } of findCheckedSteps()) {
      for (const { file } of placesWithHints(step)) {
        cpSync(path.join(SOLUTIONS, 'app.ts'), path.join(tree, 'app.ts'))
        cpSync(path.join(SOLUTIONS, step), path.join(tree, step), { recursive: true })
        writeFileSync(path.join(tree, file), 'export {}')
        for (const each of placed.filter((one) => one.step === step && one.place.file !== file)) {
          const { whatToDo, open } = (await explained(each, tree)) as Explanation
          expect(whatToDo.join(), each.check).toContain(`\`${file}\` differs from the solution`)
          expect(whatToDo.join(), each.check).not.toContain(each.place.file)
          expect(open, each.check).toContain(`/${file}:`)
          count += 1
        }
      }
    }
    rmSync(tree, { recursive: true })
    expect(count).toBeGreaterThan(50)
  })

  it('is given if that place differs', async () => {
    const tree = mkdtempSync(path.join(tmpdir(), 'differs-'))
    for (const each of placed) {
      writeFiles(tree, [[each.place.file, 'export {}']])
      expect(await told(each, tree)).toContain(each.whatToDo)
    }
    rmSync(tree, { recursive: true })
  })

  it('is not given if the code throws in another file', async () => {
    for (const { step, check, place, whatToDo } of placed) {
      const thrown = (file: string) => {
        const stack = `ReferenceError: x is not defined\n    at f (${path.join(SOLUTIONS, file)}:1:1)`
        const error = { name: 'ReferenceError', message: 'x is not defined', stack }
        const failure = { exchanges: [], expected: [{ status: 200 }], error }
        const report = { step, checks: [check], verdicts: [{ check, failure }] }
        return explainReport(report, { tree: SOLUTIONS, base: '' })
      }
      if (stepOf(place.file) === step)
        expect((await thrown(place.file))?.whatToDo, check).toContain(whatToDo)
      const own = placesWithHints(step).filter(({ file }) => stepOf(file) === step)
      for (const { file } of own.filter((each) => each.file !== place.file)) {
        const told = await thrown(file)
        expect(told?.whatToDo, check).not.toContain(whatToDo)
        expect(told?.open, check).toContain(`${file}:1`)
      }
    }
  })
})

it('a file of a step that is missing is named, however its import fails', () => {
  const tree = mkdtempSync(path.join(tmpdir(), 'missing-'))
  cpSync(SOLUTIONS, tree, { recursive: true })
  const report = { step: '06-is-owner', checks: [], verdicts: [] }
  const told = (message: string) =>
    explainStop(report, { why: 'not-loaded', error: { name: 'Error', message, stack: '' } }, tree)
  const file = '06-is-owner/permissions.ts'
  const messages = [
    'Could not resolve "./06-is-owner/permissions.ts"',
    `Cannot find module '${path.join(tree, file)}' imported from ${tree}/app.ts`,
  ]
  const expected = [failureMessage('missing file', { file, number: '06' })]
  for (const message of messages) expect(told(message).whatToDo).not.toEqual(expected)
  rmSync(path.join(tree, file))
  for (const message of messages) {
    expect(told(message).whatToDo).toEqual(expected)
    expect(told(message).open).toBeUndefined()
  }
  rmSync(tree, { recursive: true })
})
