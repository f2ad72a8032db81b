import { compare, compareValues, type Difference } from './compare.ts'
import { cookieHeader, keepCookies } from './cookies.ts'
import { Names, normalise, normalValue, type ScenarioNames } from './normalise.ts'
import { rawRequest } from './raw-request.ts'
import {
  type NormalAnswer,
  type RecordedExchange,
  type RecordedHook,
  type RecordedRequest,
  recording,
  type Scenario,
} from './recording.ts'
import { sendRaw } from './send-raw.ts'
import { fillIn, type Variables } from './variables.ts'

const SCHEME = 'Token'
const OTHER_SCHEME = 'Bearer'

/** The first exchange of a scenario that differs from the recording. */
export interface Disagreement extends Difference {
  scenario: string
  /** The number of the exchange in the scenario, starting at 1, and its request. */
  exchange: string
}

interface Play {
  baseUrl: string
  variables: Variables
  names: ScenarioNames
}

/**
 * Sends a recorded scenario to the system at `baseUrl`, which must offer `/__reset__/` and
 * `/__hook__/`. Returns the first difference, if there is one.
 */
export async function playScenario(
  baseUrl: string,
  scenario: Scenario,
): Promise<Disagreement | undefined> {
  const play = await start(baseUrl)
  for (const [index, exchange] of scenario.exchanges.entries()) {
    const difference = await playExchange(play, exchange)
    if (difference) {
      const asked = `${index + 1}: ${describe(exchange)}`
      return { scenario: scenario.name, exchange: asked, ...difference }
    }
  }
  return undefined
}

/** The response of a reset: the tokens of the users, of versions 1 and 2. */
interface Seeded {
  tokens: Record<string, string>
  v2?: Record<string, string>
}

async function start(baseUrl: string): Promise<Play> {
  const { tokens, v2 = {} } = (await post(baseUrl, '/__reset__/', {})) as Seeded
  const variables: Variables = new Map([
    ['scheme', SCHEME],
    ['scheme.other', OTHER_SCHEME],
  ])
  for (const [name, { id, password }] of Object.entries(recording.users)) {
    variables.set(`${name}.id`, String(id))
    variables.set(`${name}.password`, password)
    variables.set(`${name}.token`, String(tokens[name]))
    variables.set(`${name}.v2`, String(v2[name]))
  }
  const cookies = new Map(['sessionid', 'csrftoken'].map((name) => [name, new Names()]))
  return {
    baseUrl,
    variables,
    names: { baseUrl, tokens: new Names(tokens), v2: new Names(v2), cookies },
  }
}

async function playExchange(
  play: Play,
  exchange: RecordedExchange,
): Promise<Difference | undefined> {
  if ('hook' in exchange) return playHook(play, exchange)
  const { request, response: recorded, or } = exchange
  const answer = await ask(play, request)
  if (request.compare === 'info') return undefined
  const bodyCounts = request.compare !== 'no-body'
  if (or && !compare(answer, or, bodyCounts)) return undefined
  return compare(answer, recorded, bodyCounts)
}

/** Sends a request as often as the recording says, and returns the last response. */
async function ask(play: Play, recorded: RecordedRequest): Promise<NormalAnswer> {
  const { times = 1 } = recorded
  const statuses: Record<string, number> = {}
  for (let i = 0; ; i += 1) {
    play.variables.set('i', String(i))
    const request = fillIn(recorded, play.variables)
    const sent = rawRequest(request)
    const { jar } = recorded
    const isNamed = sent.headers.some(([name]) => name.toLowerCase() === 'cookie')
    if (jar && !isNamed) sent.headers.push(...cookieHeader(jar, play.variables))
    const raw = await sendRaw(play.baseUrl, sent)
    if (jar) keepCookies(raw, jar, play.variables)
    statuses[raw.status] = (statuses[raw.status] ?? 0) + 1
    if (i + 1 < times) continue
    if (request.capture) capture(request.capture, raw.body.toString(), play.variables)
    const answer = normalise(raw, SCHEME, play.names)
    return recorded.times === undefined ? answer : { ...answer, statuses }
  }
}

async function playHook(play: Play, exchange: Extract<RecordedExchange, { hook: RecordedHook }>) {
  const { answer: recorded } = exchange
  const hook = fillIn(exchange.hook, play.variables)
  const answer = await post(play.baseUrl, '/__hook__/', hook)
  if (exchange.capture) capture(exchange.capture, JSON.stringify(answer), play.variables)
  const { key } = answer as { key?: string | null }
  if (key) rememberKey(hook, key, play.variables)
  return compareValues('answer', normalValue(answer, play.names), recorded)
}

/** Later requests name a key by its user. A seeded user keeps the name of the first token. */
function rememberKey({ user }: RecordedHook, key: string, variables: Variables): void {
  variables.set('k.token', key)
  const name = `${user}.token`
  if (user && !(user in recording.users)) variables.set(name, key)
}

function capture(wanted: Record<string, string>, body: string, variables: Variables): void {
  for (const [variable, path] of Object.entries(wanted)) {
    let value: unknown = JSON.parse(body)
    for (const key of path.split('.')) value = (value as Record<string, unknown>)?.[key]
    variables.set(variable, String(value))
  }
}

async function post(baseUrl: string, path: string, data: object): Promise<unknown> {
  const body = Buffer.from(JSON.stringify(data))
  const headers: [string, string][] = [['Content-Type', 'application/json']]
  const answer = await sendRaw(baseUrl, { method: 'POST', path, headers, body })
  const text = answer.body.toString()
  if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

function describe(exchange: RecordedExchange): string {
  if ('hook' in exchange) return `hook ${exchange.hook.op}`
  return `${exchange.request.method} ${exchange.request.path}`
}
