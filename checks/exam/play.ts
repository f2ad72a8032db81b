import { setTimeout as sleep } from 'node:timers/promises'
import { parseSetCookie } from 'cookie'
import { effects, type Rows } from '../harness/effects.ts'
import type { Received, Sent } from '../harness/http-client.ts'
import { Names } from './names.ts'
import type { Ask, Held, Session } from './session.ts'
import { type Target, TargetGone } from './target.ts'

/** The result of one move, with random values replaced by names. */
export interface Entry {
  /** The responses, one for each request. */
  answers: Seen[]
  /** The changes in the database. */
  effects: string[]
  /** How often a password was hashed. */
  hashes: number
  /** Errors that no response reports. */
  errors: string[]
  /** The exam made a database call of the request fail. */
  hasFailed?: true
  /** Why the session ended here: the process has ended, or does not respond. */
  ended?: string
}

/** A response in the form that is compared. */
export interface Seen {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** The results of a session, one for each move. */
export type Transcript = Entry[]

export interface PlayOptions {
  /** Called after each move. Returns whether to continue. */
  goOn?(entry: Entry, at: number): boolean
  /** The headers to compare. By default, all except those of the transport. */
  headers?: string[]
  /** The time limit of a response in milliseconds, if it is not the usual one. */
  patience?: number
}

/** A target that may be able to run sessions itself. */
export interface PlayingTarget extends Target {
  /**
   * Runs a session in the process of the API, where a request takes a fraction of the time. Returns
   * undefined if the session did not run to its end.
   */
  playInside?(session: Session): Promise<Transcript | undefined>
}

/** Runs a session and records the results. */
export async function play(
  session: Session,
  target: Target,
  options: PlayOptions = {},
): Promise<Transcript> {
  return new Player(session, target, options).play()
}

const TRANSPORT = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']
const VARIABLE = /\{\{(.+?)\.(key|old|csrf|sessionid|hash)((?:\|[^}]*)?)\}\}/g
/** Replaces the key of a user who has none. */
const NO_KEY = 'e'.repeat(40)
/** Hooks that only affect the next requests. */
const ABOUT_NEXT = ['set_fault', 'set_classes']
const NOTHING: Entry = { answers: [], effects: [], hashes: 0, errors: [] }
const EMPTY: State = {
  users: [],
  tokens: [],
  authTokens: [],
  tasks: [],
  sessions: [],
  hashes: 0,
  errors: [],
}
const V2 = /^\/api\/v2\//
const V2_TOKEN = /^[0-9a-f]{64}$/

/** The time until a held request waits for its body, in milliseconds, if the API cannot tell. */
const HEADERS_ARRIVE = 10
/** The longest time until it waits, or is answered without its body. */
const BODY_LIMIT = 1000

interface State extends Rows {
  hashes: number
  errors: string[]
  hasFailed?: boolean
}

class Player {
  readonly #session: Session
  readonly #target: Target
  readonly #options: PlayOptions
  readonly #names: Names
  /** The keys of each user, newest last. */
  readonly #keys = new Map<string, string[]>()
  /** The cookies of each user's browser. */
  readonly #browsers = new Map<string, Map<string, string>>()
  /**
   * The same for tokens of version 2. They are not stored in clear, so they are taken from
   * responses.
   */
  readonly #v2Tokens = new Map<string, string[]>()
  #state: State = EMPTY

  constructor(session: Session, target: Target, options: PlayOptions) {
    this.#session = session
    this.#target = target
    this.#options = options
    this.#names = new Names(target.keys)
  }

  async play(): Promise<Transcript> {
    const transcript: Transcript = []
    const { skip, moves } = this.#session
    const { goOn = () => true } = this.#options
    const note = async (answers: Seen[]) => {
      transcript.push(await this.#entry(answers))
      return goOn(transcript.at(-1) as Entry, transcript.length - 1)
    }
    try {
      const seeded = (await this.#target.hook({ skip })) as { v2?: Record<string, string> }
      for (const [name, token] of Object.entries(seeded?.v2 ?? {})) this.#learnToken(name, token)
      if (!(await note([]))) return transcript
      for (const move of moves) {
        const answers = await this.#make(move)
        const isAboutNext = 'hook' in move && ABOUT_NEXT.includes(move.hook.op)
        if (isAboutNext) transcript.push(NOTHING)
        else if (!(await note(answers))) return transcript
      }
    } catch (error) {
      if (!(error instanceof TargetGone)) throw error
      transcript.push({ answers: [], effects: [], hashes: 0, errors: [], ended: error.message })
      goOn(transcript.at(-1) as Entry, transcript.length - 1)
    } finally {
      for (const key of this.#names.keys) this.#target.keys.add(key)
    }
    return transcript
  }

  async #make(move: Session['moves'][number]): Promise<Seen[]> {
    if ('ask' in move) return [this.#seen(await this.#ask(move.ask))]
    if ('burst' in move) {
      if (move.inOrder) return this.#inOrder(move.burst)
      const answers = await Promise.all(move.burst.map((ask) => this.#ask(ask)))
      return answers.map((answer) => {
        if (move.statusesOnly) return { status: answer.status, headers: {}, body: null }
        return this.#seen(answer)
      })
    }
    if ('held' in move) return this.#hold(move)
    const hook = JSON.parse(this.#expand(JSON.stringify(move.hook), true))
    const told = (await this.#target.hook(hook)) as { token?: string; tokens?: string[] }
    for (const token of [told?.token, told?.tokens].flat()) this.#learnToken(hook.user, token)
    return []
  }

  /** Records the token that a login of version 2 returned. */
  #learnLogin({ path, json, form = [] }: Ask, { status, body }: Received): void {
    if (path !== '/api/v2/login/' || status !== 200) return
    const sent = (json ?? Object.fromEntries(form)) as { username?: unknown }
    const { token } = (parsed(body) ?? {}) as { token?: string }
    this.#learnToken(String(sent.username).trim(), token)
  }

  #learnToken(name: string, token: unknown): void {
    if (typeof token !== 'string' || !V2_TOKEN.test(token)) return
    this.#v2Tokens.set(name, [...(this.#v2Tokens.get(name) ?? []), token])
  }

  async #ask(ask: Ask, bodyAfter?: Promise<void>): Promise<Received> {
    const sent = { ...this.#sent(ask), ...(bodyAfter && { bodyAfter }) }
    const answer = await this.#target.send(sent, this.#options.patience)
    this.#learnLogin(ask, answer)
    if (ask.browser !== undefined) keepCookies(answer, this.#browser(ask.browser))
    return answer
  }

  #browser(name: string): Map<string, string> {
    const browser = this.#browsers.get(name) ?? new Map<string, string>()
    this.#browsers.set(name, browser)
    return browser
  }

  async #hold({ held, during }: Held): Promise<Seen[]> {
    let release = () => {}
    const bodyAfter = new Promise<void>((resolve) => {
      release = resolve
    })
    const answer = this.#ask(held, bodyAfter)
    await this.#waitsForBody(answer)
    const seen: Seen[] = []
    for (const move of during) seen.push(...(await this.#make(move)))
    release()
    return [...seen, this.#seen(await answer)]
  }

  /** Other moves must not overtake what the API does before it reads the body. */
  async #waitsForBody(answer: Promise<unknown>): Promise<void> {
    let isAnswered = false
    const noteAnswer = () => {
      isAnswered = true
    }
    answer.then(noteAnswer, noteAnswer)
    for (const end = performance.now() + BODY_LIMIT; performance.now() < end && !isAnswered; ) {
      const told = await this.#target.hook({ op: 'waits_for_body' })
      if (!told) return sleep(HEADERS_ARRIVE)
      if ((told as { isWaiting: boolean }).isWaiting) return
      await sleep(1)
    }
  }

  async #inOrder(asks: Ask[]): Promise<Seen[]> {
    const seen: Seen[] = []
    for (const ask of asks) seen.push(this.#seen(await this.#ask(ask)))
    return seen
  }

  /** The changes since the previous entry. */
  async #entry(answers: Seen[]): Promise<Entry> {
    const before = this.#state
    const state = (await this.#target.hook({ op: 'rows' })) as State | undefined
    if (!state) return { answers, effects: [], hashes: 0, errors: [] }
    this.#state = state
    this.#learnKeys()
    return {
      answers,
      effects: effects(before, state).map((sentence) => this.#names.applyTo(sentence)),
      hashes: state.hashes - before.hashes,
      errors: state.errors,
      ...(state.hasFailed && { hasFailed: true }),
    }
  }

  #learnKeys(): void {
    const people = new Map(this.#state.users.map(({ id, username }) => [id, String(username)]))
    for (const { userId, key } of this.#state.tokens) {
      const name = people.get(userId) ?? ''
      const known = this.#keys.get(name) ?? []
      if (known.at(-1) !== key) this.#keys.set(name, [...known, String(key)])
    }
  }

  #seen({ status, headers, body }: Received): Seen {
    const compared = this.#options.headers ?? Object.keys(headers).sort()
    const entries = compared
      .filter((name) => headers[name] !== undefined && !TRANSPORT.includes(name))
      .map((name) => [name, this.#names.applyTo(headers[name] as string)])
    return { status, headers: Object.fromEntries(entries), body: parsed(this.#names.applyTo(body)) }
  }

  #sent({ method, path, query = [], headers = [], json, form, raw, browser }: Ask): Sent {
    // In version 2, `key` is a token of version 2.
    const expand = (text: string, inJson = false) => this.#expand(text, inJson, V2.test(path))
    const asQuery = (pairs: [string, string][]) => {
      const words = pairs.map((pair) => pair.map((text) => encodeURIComponent(expand(text))))
      return words.map((pair) => pair.join('=')).join('&')
    }
    const sent: Sent = {
      method,
      path: query.length > 0 ? `${path}?${asQuery(query)}` : path,
      headers: headers.flat().map((text) => expand(text)),
    }
    const cookies = [...this.#browser(browser ?? '')].filter(([name]) => name !== 'csrf')
    if (cookies.length > 0) {
      sent.headers.push('Cookie', cookies.map((cookie) => cookie.join('=')).join('; '))
    }
    const send = (type: string, body: string) => {
      sent.headers.push('Content-Type', type)
      sent.body = body
    }
    if (json !== undefined) send('application/json', expand(JSON.stringify(json), true))
    else if (form) send('application/x-www-form-urlencoded', asQuery(form))
    else if (raw) send(raw.type, raw.text)
    return sent
  }

  #expand(text: string, inJson = false, isV2 = false): string {
    return text.replace(VARIABLE, (_, name, which, filter) => {
      if (which === 'csrf' || which === 'sessionid') {
        return filtered(this.#browser(name).get(which) ?? '', filter)
      }
      if (which === 'hash') {
        return String(this.#state.users.find(({ username }) => username === name)?.password)
      }
      const v2 = isV2 ? this.#v2Tokens.get(name) : undefined
      const known = v2 ?? this.#keys.get(name) ?? []
      const value = filtered(known.at(which === 'key' ? -1 : -2) ?? NO_KEY, filter)
      return inJson ? JSON.stringify(value).slice(1, -1) : value
    })
  }
}

/** Stores the cookies that a response sets, and the CSRF token that it shows to the page. */
function keepCookies({ headers, body }: Received, browser: Map<string, string>): void {
  for (const line of (headers['set-cookie'] ?? '').split('\n').filter(Boolean)) {
    const { name, value = '', maxAge } = parseSetCookie(line)
    if (maxAge === 0) browser.delete(name)
    else browser.set(name, value)
  }
  const [, token] = /"csrfToken":"(\w+)"/.exec(body) ?? []
  if (token) browser.set('csrf', token)
}

function filtered(key: string, filter: string): string {
  const [, name, from, to] = filter.split(/[|:]/)
  if (name === 'slice') return key.slice(Number(from), to ? Number(to) : undefined)
  if (name === 'upper') return key.toUpperCase()
  if (name === 'lower') return key.toLowerCase()
  if (name === 'base64') return Buffer.from(key).toString('base64')
  return key
}

/** A number that is infinite when it is read, such as 1e999. As JSON, it would be null. */
const HUGE = /\d(?:\d{308}|[eE]\+?\d{3})/

function parsed(text: string): unknown {
  const asText = (_: string, value: unknown) =>
    value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value
  try {
    return JSON.parse(text, HUGE.test(text) ? asText : undefined)
  } catch {
    return text.slice(0, 300)
  }
}
