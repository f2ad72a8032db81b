import { randomInt } from 'node:crypto'
import { Agent, type IncomingMessage, request as startRequest } from 'node:http'

/** What came back to one request; all that differs from run to run is named by its first appearance. */
export interface Told {
  /** The step that the answer depends on, beside those before it. */
  step: string
  /** The request, as a line to read. */
  request: string
  answer: string
}

/** How long an answer may take, in milliseconds, and how long it may be, in bytes. */
const ANSWER_LIMIT = 4000
const LARGEST_ANSWER = 256 * 1024

/** The headers whose values are part of the behaviour. */
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

/**
 * One session of ordinary people on the API, over HTTP alone: no hook, and nothing in names, titles
 * or order tells that somebody is looking.
 */
export async function playSession(url: string): Promise<Told[]> {
  const player = new Player(url)
  try {
    await play(player)
  } finally {
    player.close()
  }
  return player.told
}

async function play(player: Player): Promise<void> {
  const ask = player.ask.bind(player)
  const [ann, ben, eve] = player.people as [Person, Person, Person]
  const titles = player.titles
  for (const person of [ann, ben, eve]) {
    const json = { username: person.name, password: person.password }
    await ask('02', 'POST', '/api/register/', { json })
  }
  await ask('02', 'POST', '/api/register/', { json: { username: ann.name, password: 'another' } })
  await ask('02', 'POST', '/api/register/', { json: {} })
  for (const person of [ben, ann, eve, ann]) await player.logIn('03', person)
  await ask('03', 'POST', '/api/login/', { json: { username: ann.name, password: ben.password } })
  await ask('03', 'POST', '/api/login/', { json: { username: 'nobody', password: ann.password } })
  await ask('03', 'POST', '/api/login/', { json: { password: ann.password } })
  for (const person of [ann, ben]) await ask('03', 'GET', '/api/me/', { token: person.key })
  for (const header of [
    `TOKEN ${ann.key}`,
    `Token ${ann.key.toUpperCase()}Z`,
    `Token ${ann.key.slice(0, 39)}`,
    `Token ${ann.key}0`,
    `Token ${ann.key} ${ben.key}`,
    'Token',
  ]) {
    await ask('03', 'GET', '/api/me/', { headers: { Authorization: header } })
  }
  const elsewhere = [{}, { Authorization: `Bearer ${ann.key}` }, { 'X-Token': ann.key }]
  for (const headers of elsewhere as Record<string, string>[]) {
    await ask('04', 'GET', '/api/me/', { headers })
  }
  await ask('04', 'GET', `/api/me/?token=${ann.key}`)
  await ask('04', 'POST', '/api/me/', { token: ann.key, json: {} })
  for (const view of ['allow-any', 'authenticated', 'admin', 'read-only']) {
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE']) {
      for (const token of [undefined, ben.key]) {
        await ask('05', method, `/api/demo/${view}/`, { token })
      }
    }
  }
  await playTasks(player, ann, ben, titles)
  await ask('07', 'POST', '/api/logout/')
  await ask('07', 'GET', '/api/logout/', { token: ann.key })
  await ask('07', 'GET', '/api/me/', { token: ann.key })
  await ask('07', 'POST', '/api/logout/', { token: ann.key, json: { token: ben.key } })
  await ask('07', 'GET', '/api/me/', { token: ann.key })
  await ask('07', 'POST', '/api/logout/', { token: ann.key })
  for (const person of [ben, eve]) await ask('07', 'GET', '/api/me/', { token: person.key })
  await player.logIn('07', ann)
  await ask('07', 'GET', '/api/me/', { token: ann.key })
}

async function playTasks(player: Player, ann: Person, ben: Person, titles: string[]) {
  const ask = player.ask.bind(player)
  await ask('06', 'POST', '/api/tasks/', { json: { title: titles[0] } })
  for (const [owner, title] of [
    [ann, titles[1]],
    [ben, titles[2]],
    [ann, titles[3]],
  ] as const) {
    const json = { title, owner: ben.name, owner_id: 2 }
    await ask('06', 'POST', '/api/tasks/', { token: owner.key, json })
  }
  await ask('06', 'POST', '/api/tasks/', { token: ann.key, json: { title: '' } })
  for (const token of [ann.key, ben.key, undefined])
    await ask('06', 'GET', '/api/tasks/', { token })
  const changes = { title: titles[4], completed: true }
  for (const token of [undefined, ben.key, ann.key]) {
    for (const path of ['/api/tasks/1/', '/api/tasks/2/', '/api/tasks/99/', '/api/tasks/x/']) {
      await ask('06', 'GET', path, { token })
      await ask('06', 'HEAD', path, { token })
      await ask('06', 'OPTIONS', path, { token })
      await ask('06', 'PATCH', path, { token, json: { completed: true } })
      await ask('06', 'PUT', path, { token, json: changes })
      await ask('06', 'PATCH', path, { token, json: { completed: 'perhaps' } })
    }
  }
  for (const token of [undefined, ben.key, ann.key]) {
    await ask('06', 'DELETE', '/api/tasks/1/', { token })
    await ask('06', 'GET', '/api/tasks/', { token: ann.key })
  }
}

interface Person {
  name: string
  password: string
  key: string
}

interface Options {
  token?: string
  headers?: Record<string, string>
  json?: unknown
}

class Player {
  readonly told: Told[] = []
  readonly people: Person[] = ordinaryNames(3).map((name) => {
    return { name, password: `${name.split('.')[0]}-${randomInt(1e6, 1e7)}`, key: 'unknown' }
  })
  readonly titles = [...TITLES].sort(() => randomInt(2) - 0.5)
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #keys: string[] = []

  constructor(url: string) {
    this.#url = url
  }

  async logIn(step: string, person: Person): Promise<void> {
    const json = { username: person.name, password: person.password }
    const { body } = await this.ask(step, 'POST', '/api/login/', { json })
    const { token } = (body ?? {}) as { token?: unknown }
    person.key = typeof token === 'string' && /^[\x21-\x7e]{1,200}$/.test(token) ? token : 'unknown'
  }

  async ask(step: string, method: string, path: string, { token, headers, json }: Options = {}) {
    // As a client has them that is no test: another host, and a name.
    const sent: Record<string, string> = {
      Host: 'tasks.example.edu',
      'User-Agent': 'curl/8.5.0',
      ...headers,
    }
    if (token !== undefined) sent.Authorization = `Token ${token}`
    const body = json === undefined ? undefined : JSON.stringify(json)
    if (body !== undefined) sent['Content-Type'] = 'application/json'
    const answer = await this.#fetch(method, path, sent, body)
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

  /** Without what chance has chosen: names, titles, keys, moments. */
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
      request.on('error', () => end('no answer'))
      request.on('response', (response) => {
        readBody(response).then(
          (text) => end(...describe(response, text)),
          () => end('no answer'),
        )
      })
      request.end(body)
    })
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_ANSWER) throw new RangeError('the answer is too large')
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
    // What is no JSON, or is nested beyond reason, is compared as it is.
  }
  return [[statusCode, ...lines, shown].join('\n'), body]
}

/** The order of the members of an object tells nothing. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Names as people have them. */
function ordinaryNames(count: number): string[] {
  const names = new Set<string>()
  while (names.size < count) {
    const [first, last] = [FIRST[randomInt(FIRST.length)], LAST[randomInt(LAST.length)]]
    names.add(`${first}.${last}${randomInt(10, 99)}`)
  }
  return [...names]
}
