import { curlLine } from '../../failure/http-lines.ts'
import { PEOPLE, type PersonName } from '../console-choices.ts'
import type { Actual, Asked, Browsers } from '../page-state.ts'
import { ActorBrowser } from './actor-browser.ts'
import { ActorKeys } from './actor-keys.ts'
import { AskedProcess } from './asked-process.ts'
import type { ConsoleAnswer, ConsoleQuestion, People } from './console-child.ts'
import { type Expectation, expectedCell } from './expected-cell.ts'
import { shouldRefuse } from './should-refuse.ts'

/** The credentials of a request: the actor's token, the cookies of their browser, or both. */
export const CREDENTIALS = ['token', 'cookies', 'both'] as const

/** A request to send. */
export interface Wish {
  as: PersonName
  method: string
  path: string
  body?: string
  /** By default, the token. */
  with?: (typeof CREDENTIALS)[number]
  /** Sends the browser's CSRF token in its header, if there is one. */
  csrf?: boolean
}

interface Running {
  process: AskedProcess
  port: number
  keys: ActorKeys
}

/** The learner's API in memory, with the same users and tasks after every start. */
export class Console {
  readonly #onBrowsers: (browsers: Browsers) => void
  #browsers = new Map<PersonName, ActorBrowser>()
  #running: Promise<Running> | undefined
  #stop = new AbortController()
  #port = 0
  #restarts = 0

  /** @param onBrowsers called with the cookies of the actors' browsers when they change */
  constructor(onBrowsers: (browsers: Browsers) => void = () => {}) {
    this.#onBrowsers = onBrowsers
  }

  /** How often the API has restarted. Each time, the tokens are new. */
  get restarts(): number {
    return this.#restarts
  }

  /**
   * Sends a request. Starts the API first, if it does not run.
   *
   * @param steps those whose rules the response is compared with
   */
  async ask(wish: Wish, steps: ReadonlySet<string>): Promise<Asked> {
    const { as, method, path, body, with: credentials = 'token' } = wish
    const { restarts } = this
    const { process, port, keys } = await this.#start()
    const browser = this.#browserOf(as)
    const { headers, token, hasCsrfToken } = headersOf(wish, keys, browser)
    const session = credentials === 'token' ? undefined : browser.state.user
    const sent = { method, path, headers, body }
    const curl = curlLine(sent, `http://127.0.0.1:${port}`)
    const question: ConsoleQuestion = { about: 'request', ...sent }
    const { owner, ...answer } = await process.ask<ConsoleAnswer>(question)
    if (credentials !== 'token') {
      browser.take(method, path, answer)
      this.#tellBrowsers()
    }
    const isLoggedOut = keys.isDeleted(token)
    keys.take(sent, answer, token ? as : session)
    const isMissing = as !== 'anonymous' && credentials !== 'cookies' && !token
    // The policy table does not cover invalid bodies and throttling.
    const isJudged = !isMissing && answer.status !== 400 && answer.status !== 429
    const sender = {
      ...{ method, path, session, hasCsrfToken, owner, isLoggedOut },
      token: token ? as : undefined,
    }
    return {
      ...answer,
      curl,
      restarts,
      ...(isJudged && judged(expectedCell(sender), steps, answer.actual)),
      ...(isLoggedOut && { isLoggedOut }),
      ...(isMissing && { error: `${as} has no token yet: step 1 makes them.` }),
    }
  }

  /** Starts again with new data and empty browsers. */
  async restart(): Promise<void> {
    this.stop()
    this.#restarts += 1
    await this.#start()
  }

  /** Restarts the API after a save, if it runs. */
  saved(): void {
    // The next request reports an error.
    if (this.#running) this.restart().catch(() => {})
  }

  stop(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#running = undefined
    this.#browsers = new Map()
    this.#tellBrowsers()
  }

  #browserOf(as: PersonName): ActorBrowser {
    const known = this.#browsers.get(as) ?? new ActorBrowser()
    this.#browsers.set(as, known)
    return known
  }

  #tellBrowsers(): void {
    const states = PEOPLE.map((name) => [name, this.#browserOf(name).state])
    this.#onBrowsers(Object.fromEntries(states))
  }

  #start() {
    const { signal } = this.#stop
    this.#running ??= this.#open(signal).catch((error) => {
      if (signal === this.#stop.signal) this.#running = undefined
      throw error
    })
    return this.#running
  }

  async #open(signal: AbortSignal): Promise<Running> {
    const process = await AskedProcess.start('console-child', signal)
    const question: ConsoleQuestion = { about: 'people', port: this.#port }
    const people = await process.ask<People>(question)
    this.#port = people.port
    return { process, port: people.port, keys: new ActorKeys(people) }
  }
}

/** The rule of a request, if its step is among these. A later step has its own, still to be done. */
function judged(
  told: Expectation | undefined,
  steps: ReadonlySet<string>,
  actual: Actual,
): Partial<Asked> {
  if (!told) return {}
  const { step, expected, why, permissionClasses } = told
  if (!steps.has(step)) return { later: step }
  const through = shouldRefuse(permissionClasses, expected, actual)
  return {
    ...{ expected, why },
    ...(through.length > 0 && { actual: { ...actual, shouldRefuse: through } }),
  }
}

/** The headers of a request, and whether it has a token and a CSRF token. */
function headersOf(wish: Wish, keys: ActorKeys, browser: ActorBrowser) {
  const { as, path, body, with: credentials = 'token' } = wish
  const token = credentials === 'cookies' ? undefined : keys.keyOf(as, path)
  const cookie = credentials === 'token' ? undefined : browser.cookieHeader(path)
  const csrf = credentials !== 'token' && wish.csrf ? browser.csrfToken : undefined
  const headers: Record<string, string> = {
    ...(token && { Authorization: `Token ${token}` }),
    ...(cookie && { Cookie: cookie }),
    ...(csrf && { 'X-CSRFToken': csrf }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  }
  return { headers, token, hasCsrfToken: csrf !== undefined }
}
