import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findSteps } from '../../lesson/steps.ts'

/** The step of the learner in these tests, and its file with the mistake. */
export const STEP = '06-is-owner'
export const FILE = path.join('steps', STEP, 'generics.ts')

/**
 * Puts a copy into the state of a learner who has finished five steps, and has a mistake in the
 * sixth.
 */
export function standAtStep(copy: string): { right: string; wrong: string } {
  for (const { name } of findSteps().filter(({ name }) => name <= STEP)) {
    cpSync(path.join(copy, 'solutions', name), path.join(copy, 'steps', name), { recursive: true })
  }
  const done = findSteps().filter(({ name }) => name < STEP)
  const steps = done.map(({ name }) => [name, { done: true, green: true, hints: {} }])
  const progress = { version: 1, current: STEP, steps: Object.fromEntries(steps) }
  mkdirSync(path.join(copy, '.workshop'), { recursive: true })
  writeFileSync(path.join(copy, '.workshop', 'progress.json'), JSON.stringify(progress))
  const right = readFileSync(path.join(copy, FILE), 'utf8')
  const wrong = right.replace(
    '  checkObjectPermissions(request, task)',
    "  if (request.method !== 'GET') checkObjectPermissions(request, task)",
  )
  writeFileSync(path.join(copy, FILE), wrong)
  mkdirSync(path.join(copy, 'breaks'), { recursive: true })
  writeFileSync(path.join(copy, 'breaks', `${STEP}.ts`), EXAMPLES)
  return { right, wrong }
}

/** Three examples: one finds nothing, one finds something, and one is not true. */
const EXAMPLES = `import type { Example } from '../checks/harness/example.ts'

export const examples: Example[] = [
  { when: { as: 'alice', send: 'GET /api/tasks/' }, then: { status: 200 } },
  {
    given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Buy milk' } }],
    when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
    then: { status: 403 },
    why: 'Only the owner may read a task.',
  },
  {
    given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Buy milk' } }],
    when: { as: 'staff', send: 'DELETE /api/tasks/{task}/' },
    then: { status: 204 },
  },
]
`

/** A class. One submission can have a hostile name and hostile texts. */
export function writeClass(copy: string, hostile: boolean): string {
  const steps = findSteps().map(({ name }) => ({ step: name, facts: 12 }))
  const passed = { outcome: 'passed', holding: 12, facts: 12 }
  const all = (but: Record<string, object> = {}) =>
    Object.fromEntries(steps.map(({ step }) => [step, but[step] ?? passed]))
  const looksLike = 'Reading needs permission too: `IsOwner` protects the whole object.'
  const failed = {
    outcome: 'failed',
    holding: 10,
    facts: 12,
    first: 'answers 403 to GET',
    looksLike,
  }
  const submissions = [
    {
      name: 'Ada',
      leftOut: ['notes.txt'],
      steps: all({ '05-view-permissions': { ...passed, remarks: [REMARK] } }),
    },
    { name: 'Ben', steps: all({ [STEP]: failed }) },
    { name: 'Cleo', steps: all({ [STEP]: failed }) },
    {
      name: 'Dora',
      steps: all({
        '03-login': { ...passed, outcome: 'does not compile', first: 'the API can be loaded' },
      }),
    },
    { name: 'Emil', steps: all({ '07-logout': { ...passed, outcome: 'not attempted' } }) },
    ...(hostile ? [HOSTILE] : []),
  ]
  const file = path.join(copy, 'class.json')
  const data = {
    schemaVersion: 1,
    gradedAt: '2026-11-25T08:51:59.749Z',
    isolated: true,
    steps,
    submissions,
    alike: [{ one: hostile ? HOSTILE.name : 'Ben', other: 'Cleo', percent: 93 }],
  }
  writeFileSync(file, JSON.stringify(data))
  return file
}

const REMARK = 'reads `process.env` in steps/05-view-permissions/views.ts:9'

const HOSTILE = {
  name: '<img src=x onerror="window.hacked=1">'.repeat(4),
  steps: {
    [STEP]: {
      outcome: 'failed',
      holding: 1,
      facts: 12,
      first: '</td><svg onload=window.hacked=1>',
      looksLike: '<script>window.hacked=1</script> `<b>`',
    },
  },
}
