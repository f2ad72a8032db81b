import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#subject/app.ts'
import { Cast } from './harness/actors.ts'
import { expectAnswer, send } from './harness/client.ts'
import { newStaff, startCheck, tokenOf } from './harness/people.ts'
import { expectedOf } from './harness/policy-checks.ts'
import { decidedLast } from './harness/trace.ts'
import { ACTORS, type Actor, outcomeOf, POLICY, type Rule } from './policy.ts'
import { whyOf } from './policy-why.ts'

beforeEach(startCheck)

/** The owner is last, because what she deletes is then missing for the others. */
const ALL_ACTORS = [
  ...(Object.keys(ACTORS) as Actor[]).filter((each) => each !== 'owner'),
  'owner',
] as const

const nameOf = ({ method, path }: Rule) => `${method} ${path}`

it.each(POLICY.map((rule) => [nameOf(rule), rule] as const))('%s', async (_, rule) => {
  const cast = new Cast(rule)
  await cast.giveTask(rule)
  for (const actor of ALL_ACTORS) {
    const answer = await cast.ask(actor, rule)
    const decider = decidedLast()
    expectAnswer(answer, expectedOf(actor, rule))
    if (decider) expect(decider, actor).toBe(rule.cells[actor].by)
  }
})

describe('the sentences', () => {
  const cells = POLICY.flatMap((rule) =>
    (Object.keys(ACTORS) as Actor[]).map((actor) => ({
      name: `${nameOf(rule)} ${actor}`,
      rule,
      cell: rule.cells[actor],
      told: whyOf(rule, rule.cells[actor]),
    })),
  )

  it('explain their own outcome: a status in them is that of the response', () => {
    const wrong = cells.filter(({ told, cell }) => {
      const [status] = told.match(/\b[1-5]\d\d\b/) ?? []
      return status !== undefined && Number(status) !== cell.status
    })
    expect(wrong.map(({ name, told }) => `${name}: ${told}`)).toEqual([])
  })

  it('say why a request is allowed, for each rule in its own words', () => {
    const allowed = cells.filter(({ cell }) => outcomeOf(cell) === 'allowed')
    expect(allowed.filter(({ rule }) => !rule.why.allowed).map(({ name }) => name)).toEqual([])
    // These words are for those who are refused.
    const refused = /\bwithout a (?:token|session)\b|not allowed|closed|does not exist/
    expect(allowed.filter(({ told }) => refused.test(told)).map(({ name }) => name)).toEqual([])
  })

  it('are used', () => {
    const outcomes = POLICY.map((rule) => new Set(Object.values(rule.cells).map(outcomeOf)))
    const explained = new Set(
      POLICY.flatMap((rule, at) => [...(outcomes[at] ?? [])].map((each) => rule.why[each])),
    )
    const written = POLICY.flatMap(({ why }) => Object.values(why))
    expect(written.filter((each) => !explained.has(each))).toEqual([])
  })
})

describe('the table', () => {
  it('has one rule for each method and path', () => {
    expect(new Set(POLICY.map(nameOf)).size).toBe(POLICY.length)
  })

  it('has a rule for every method of every route of the app', async () => {
    for (const [path, methods] of await routes()) {
      for (const method of methods) expect(POLICY.map(nameOf)).toContain(`${method} ${path}`)
    }
  })

  it('is checked by the suite of every step that has a route', () => {
    const steps = POLICY.filter(({ path }) => path !== '/api/nowhere/').map(({ step }) => step)
    for (const step of new Set(steps)) {
      const suite = readFileSync(new URL(`${step}/suite.test.ts`, import.meta.url), 'utf8')
      expect(suite).toContain(`itFollowsThePolicy('${step}')`)
    }
  })

  it('has no rule without a route', async () => {
    const paths = new Set((await routes()).keys())
    const missing = POLICY.filter(({ path }) => !paths.has(path.replace('999999', '{id}')))
    expect(missing.map(nameOf)).toEqual(['GET /api/nowhere/'])
  })
})

/** The app's routes as the table writes them, each with its own methods. */
async function routes(): Promise<Map<string, string[]>> {
  const token = await tokenOf(await newStaff())
  const found = new Map<string, string[]>()
  for (const { route } of createApp().router.stack) {
    // A path without its final slash is redirected.
    if (!route?.path.endsWith('/')) continue
    const { headers } = await send('OPTIONS', route.path.replace(':id', '1'), { token })
    found.set(route.path.replace(':id', '{id}'), (headers.allow ?? '').split(', '))
  }
  return found
}
