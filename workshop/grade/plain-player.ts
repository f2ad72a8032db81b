import { randomInt } from 'node:crypto'
import { Agent, type IncomingMessage, request as startRequest } from 'node:http'
import { roads } from '../../checks/harness/http-client.ts'

/** A response. What differs in each run is named by its first appearance. */
export interface Told {
  /** The step that the response depends on, in addition to those before it. */
  step: string
  /** The request as one line. */
  request: string
  answer: string
}

/** The time limit of a response in milliseconds, and its maximum size in bytes. */
const ANSWER_LIMIT = 4000
const LARGEST_ANSWER = 256 * 1024

/** The result of a request without a response. After this many of them, no more are sent. */
export const NO_ANSWER = 'no answer'
const SILENCE = { text: NO_ANSWER, body: undefined }
const MOST_SILENCES = 3

/** The headers that are compared. */
const HEADERS = ['www-authenticate', 'allow', 'location']

const FIRST = 'amelie jonas priya mateo sofia henrik yuki omar ines luca nora tomas'.split(' ')
const LAST = 'hart novak silva berg tanaka moreau okafor lind weber rossi kaya duarte'.split(' ')
const TITLES = [
  'Buy milk',
  'Call the dentist',
  'Renew passport',
  'Water the plants',
  'Pay the rent',
]

/** A user with an account, and the key that the API returned. */
export interface Person {
  name: string
  password: string
  key: string
}

interface Options {
  token?: string
  headers?: Record<string, string>
  json?: unknown
}

/** The headers of common clients. They must not change the response. */
const CLIENTS: Record<string, string>[] = [
  { 'User-Agent': 'curl/8.5.0', Accept: '*/*' },
  {
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    Accept: 'application/json, */*;q=0.8',
    'Accept-Language': 'en-GB,en;q=0.5',
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    Referer: 'https://tasks.example.edu/',
    DNT: '1',
    'Sec-Fetch-Dest': 'empty',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': 'same-origin',
    'Sec-GPC': '1',
    Priority: 'u=4',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
  },
  { 'User-Agent': 'python-requests/2.32.3', Accept: '*/*', 'Accept-Encoding': 'gzip, deflate' },
]

/** Sends requests as ordinary clients do, and records the responses. */
export class Player {
  readonly told: Told[] = []
  readonly people: Person[] = ordinaryNames(3).map((name) => {
    return { name, password: `${name.split('.')[0]}-${randomInt(1e6, 1e7)}`, key: 'unknown' }
  })
  readonly titles = [...TITLES].sort(() => randomInt(2) - 0.5)
  readonly #url: string
  readonly #agent: Agent
  readonly #keys: string[] = []
  #silences = 0

  constructor(url: string) {
    this.#url = url
    this.#agent = roads.get(new URL(url).hostname) ?? new Agent({ keepAlive: true })
  }

  async logIn(step: string, person: Person): Promise<void> {
    const json = { username: person.name, password: person.password }
    const { body } = await this.ask(step, 'POST', '/api/login/', { json })
    const { token } = (body ?? {}) as { token?: unknown }
    person.key = typeof token === 'string' && /^[\x21-\x7e]{1,200}$/.test(token) ? token : 'unknown'
  }

  async ask(step: string, method: string, path: string, { token, headers, json }: Options = {}) {
    // The headers of a client that is not a test.
    const client = CLIENTS[randomInt(CLIENTS.length)]
    const sent: Record<string, string> = { Host: 'tasks.example.edu', ...client, ...headers }
    if (token !== undefined) sent.Authorization = `Token ${token}`
    const body = json === undefined ? undefined : JSON.stringify(json)
    if (body !== undefined) sent['Content-Type'] = 'application/json'
    const isSilent = this.#silences >= MOST_SILENCES
    const answer = isSilent ? SILENCE : await this.#fetch(method, path, sent, body)
    if (answer.text === SILENCE.text) this.#silences += 1
    const authorization = sent.Authorization ? ` with ${sent.Authorization}` : ''
    this.told.push({
      step,
      request: this.#named(`${method} ${path}${authorization}${body ? ` ${body}` : ''}`),
      answer: this.#named(answer.text),
    })
    return answer
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Replaces random values: names, titles, keys, moments. */
  #named(text: string): string {
    let named = text
    for (const [at, { name, password }] of this.people.entries()) {
      named = named
        .replaceAll(name, `<name ${at + 1}>`)
        .replaceAll(password, `<password ${at + 1}>`)
    }
    for (const [at, title] of this.titles.entries())
      named = named.replaceAll(title, `<title ${at}>`)
    named = named.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g, '<moment>')
    return named.replaceAll(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/gi, (key) => {
      if (!this.#keys.includes(key)) this.#keys.push(key)
      return `<key ${this.#keys.indexOf(key) + 1}>`
    })
  }

  #fetch(method: string, path: string, headers: Record<string, string>, body?: string) {
    return new Promise<{ text: string; body: unknown }>((resolve) => {
      const request = startRequest(this.#url + path, { method, headers, agent: this.#agent })
      const timer = setTimeout(() => request.destroy(), ANSWER_LIMIT)
      const end = (text: string, body?: unknown) => {
        clearTimeout(timer)
        resolve({ text, body })
      }
      request.on('error', () => end(SILENCE.text))
      request.on('response', (response) => {
        readBody(response).then(
          (text) => end(...describe(response, text)),
          () => end(SILENCE.text),
        )
      })
      // Without a known length, the body is sent in chunks.
      if (body !== undefined && randomInt(2) === 0) request.write(body)
      else return void request.end(body)
      request.end()
    })
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_ANSWER) throw new RangeError('the response is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function describe({ statusCode, headers }: IncomingMessage, text: string): [string, unknown] {
  const told = HEADERS.filter((name) => headers[name] !== undefined)
  const lines = told.map((name) => `${name}: ${headers[name]}`)
  let body: unknown
  let shown = text
  try {
    body = JSON.parse(text)
    shown = JSON.stringify(body, inOrder)
  } catch {
    // A body that is not JSON, or is nested too deeply, is compared as text.
  }
  return [[statusCode, ...lines, shown].join('\n'), body]
}

/** The order of an object's members does not matter. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Names that look like those of people. */
function ordinaryNames(count: number): string[] {
  const names = new Set<string>()
  while (names.size < count) {
    const [first, last] = [FIRST[randomInt(FIRST.length)], LAST[randomInt(LAST.length)]]
    names.add(`${first}.${last}${randomInt(10, 99)}`)
  }
  return [...names]
}
