import { compare, compareValues, type Difference } from './compare.ts'
import { normalise, normalValue, TokenNames } from './normalise.ts'
import { rawRequest } from './raw-request.ts'
import { type RecordedExchange, type RecordedHook, recording, type Scenario } from './recording.ts'
import { sendRaw } from './send-raw.ts'
import { fillIn, type Variables } from './variables.ts'

const SCHEME = 'Token'
const OTHER_SCHEME = 'Bearer'

/** The first exchange of a scenario that went otherwise than recorded. */
export interface Disagreement extends Difference {
  scenario: string
  /** The exchange's number in the scenario, from 1, and what it sends. */
  exchange: string
}

interface Play {
  baseUrl: string
  variables: Variables
  tokens: TokenNames
}

/**
 * Plays a recorded scenario to the system at `baseUrl`, which must offer `/__reset__/` and
 * `/__hook__/`, and tells the first disagreement, if there is one.
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

async function start(baseUrl: string): Promise<Play> {
  const { tokens } = (await post(baseUrl, '/__reset__/', {})) as { tokens: Record<string, string> }
  const variables: Variables = new Map([
    ['scheme', SCHEME],
    ['scheme.other', OTHER_SCHEME],
  ])
  for (const [name, { id, password }] of Object.entries(recording.users)) {
    variables.set(`${name}.id`, String(id))
    variables.set(`${name}.password`, password)
    variables.set(`${name}.token`, String(tokens[name]))
  }
  return { baseUrl, variables, tokens: new TokenNames(tokens) }
}

async function playExchange(
  play: Play,
  exchange: RecordedExchange,
): Promise<Difference | undefined> {
  if ('hook' in exchange) return playHook(play, exchange.hook, exchange.answer)
  const { response: recorded, or } = exchange
  const request = fillIn(exchange.request, play.variables)
  const raw = await sendRaw(play.baseUrl, rawRequest(request))
  if (request.capture) capture(request.capture, raw.body.toString(), play.variables)
  const answer = normalise(raw, SCHEME, play.tokens)
  if (request.compare === 'info') return undefined
  const bodyCounts = request.compare !== 'no-body'
  if (or && !compare(answer, or, bodyCounts)) return undefined
  return compare(answer, recorded, bodyCounts)
}

async function playHook(play: Play, hook: RecordedHook, recorded: unknown) {
  const answer = await post(play.baseUrl, '/__hook__/', hook)
  const { key } = answer as { key?: string | null }
  if (key) rememberKey(hook, key, play.variables)
  return compareValues('answer', normalValue(answer, play.tokens), recorded)
}

/** Later requests call a hook's key by its user's name; a seeded user keeps the first token's name. */
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
  if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}`)
  return JSON.parse(answer.body.toString())
}

function describe(exchange: RecordedExchange): string {
  if ('hook' in exchange) return `hook ${exchange.hook.op}`
  return `${exchange.request.method} ${exchange.request.path}`
}
