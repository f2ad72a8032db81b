import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { playScenario } from './play-scenario.ts'
import { recording, recordingV2, type Scenario } from './recording.ts'
import { replay, report, summary } from './replay.ts'
import { targetUrl } from './served-target.ts'

const DEADLINE_MS = 120_000

it('the reference API sends the recorded responses of Django REST framework', {
  timeout: DEADLINE_MS,
}, async () => {
  const result = await replay(targetUrl, recording.scenarios)
  console.log(summary(result))
  expect(result.disagreements.map(report).join('\n\n')).toBe('')
  expect(result.agreed).toHaveLength(recording.scenarios.length)
})

it('the reference API sends the recorded responses of version 2, step by step', {
  timeout: DEADLINE_MS,
}, async () => {
  const checked = readdirSync(path.join(import.meta.dirname, '..')).map((name) => name.slice(0, 2))
  const scenarios = recordingV2.scenarios.filter(({ step = '' }) => checked.includes(step))
  const result = await replay(targetUrl, scenarios)
  console.log(summary(result))
  const differing = result.disagreements.filter(({ scenario }) => !SAFER.includes(scenario))
  expect(differing.map(report).join('\n\n')).toBe('')
  expect(result.agreed.filter((name) => SAFER.includes(name))).toEqual([])
})

/** The scenarios of version 2 in which the reference API differs. README.md gives the reasons. */
const SAFER = [
  '11 login: GET counts, though it is 405',
  '11 login: OPTIONS counts',
  '11 X-Forwarded-For: empty or nonsense',
  '11 by name: attempts refused by address count for the name',
  '12 http: Referer and Origin are not looked at',
]

/** How the reference API describes itself differently. README.md gives the reasons. */
const DIFFERENT: Record<string, object> = {
  '/api/login/': {
    parses: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
  },
  '/api/logout/': { description: '' },
  '/api/demo/allow-any/': { name: 'Demo' },
  '/api/demo/authenticated/': { name: 'Demo' },
}

/** The scenario with the bodies of its OPTIONS responses compared, without `actions`. */
function withOptions(scenario: Scenario): Scenario {
  const exchanges = structuredClone(scenario.exchanges)
  for (const exchange of exchanges) {
    if ('hook' in exchange || exchange.request.method !== 'OPTIONS') continue
    delete exchange.request.compare
    const { actions, ...body } = exchange.response.body as Record<string, unknown>
    exchange.response.body = { ...body, ...DIFFERENT[exchange.request.path] }
  }
  return { ...scenario, exchanges }
}

const described = recording.scenarios.filter(({ exchanges }) =>
  exchanges.some(
    (each) =>
      'request' in each &&
      each.response.body &&
      each.request.method === 'OPTIONS' &&
      each.response.status === 200,
  ),
)

it.each(described.map((scenario) => [scenario.name, scenario] as const))(
  '%s: the body is as recorded, except for the differences in the table',
  async (_, scenario) => {
    const disagreement = await playScenario(targetUrl, withOptions(scenario))
    expect(disagreement && report(disagreement)).toBeUndefined()
  },
)
