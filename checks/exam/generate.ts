import type { AskedHook } from '../harness/exchange.ts'
import {
  base64,
  goodCredential,
  headerText,
  keyOf,
  misplacedHeaders,
  oddCredential,
  type Person,
} from './credentials.ts'
import { Random } from './random.ts'
import type { Ask, Move, Pair, Session } from './session.ts'
import * as texts from './texts.ts'

/** The people whom every session begins with. */
const SEEDED: Person[] = ['alice', 'bob', 'root', 'inactive'].map((name) => ({
  name,
  password: `${name}-pass-1`,
}))
const ABLE = SEEDED.slice(0, 3)

/** 96 bytes: bcrypt alone would not look beyond 72. */
const LONG = `${'long-Password-'.repeat(5)}0123456789abcdefghijklmnop`
const PASSWORDS = [
  ...['Wonder-Land-9', 'ALL-CAPS-1', '12345678', 'alice-pass-1', LONG, LONG, LONG.slice(0, 72)],
  ...['trailing blanks  ', '  leading', 'tab\tinside ', 'pässwörd-ñ-€', 'nul\u0000inside-1'],
]
const NEW_PASSWORD = 'new-Password-7'

const DEMOS = ['allow-any', 'authenticated', 'admin', 'read-only'].map(
  (name) => `/api/demo/${name}/`,
)
const TASK = '/api/tasks/ID/'
const ROUTES = [
  ...['/api/register/', '/api/login/', '/api/logout/', '/api/me/', '/api/tasks/', TASK],
  ...DEMOS,
]
const METHODS = ['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE']
const EVERY_METHOD = [...new Set(METHODS)]

const ODD_BODIES = [
  { type: 'application/json', text: '{' },
  { type: 'application/json', text: '' },
  { type: 'application/json', text: 'null' },
  { type: 'application/json', text: '[1]' },
  { type: 'application/json', text: '"x"' },
  { type: 'text/plain', text: 'hello' },
  { type: 'application/xml', text: '<a/>' },
]

/**
 * Makes a session from a seed.
 *
 * @param upTo the number of the last step that is done: what later ones are about is left out
 */
export function generate(seed: number, upTo = 7): Session {
  return new Generator(seed, upTo).session()
}

class Generator {
  readonly #seed: number
  readonly #upTo: number
  readonly #r: Random
  readonly #people = [...SEEDED]
  readonly #moves: Move[] = []
  readonly #skip: number
  #tasks = 0

  constructor(seed: number, upTo: number) {
    this.#seed = seed
    this.#upTo = upTo
    this.#r = new Random(seed)
    // Ids that are those of tasks, that share digits, or that are far from both.
    this.#skip = this.#r.of([0, 0, 0, 8, 96])
  }

  session(): Session {
    const r = this.#r
    const kinds: [weight: number, firstStep: number, make: () => void][] = [
      [8, 1, () => this.#anything()],
      [12, 4, () => this.#matrix()],
      [20, 6, () => this.#taskLife()],
      [11, 3, () => this.#login()],
      [2, 3, () => this.#manyLogins()],
      [10, 1, () => this.#change()],
      [12, 7, () => this.#logout()],
      [4, 1, () => this.#register()],
      [14, 3, () => this.#misplaced()],
      [8, 3, () => this.#wrongCredentials()],
      [4, 4, () => this.#burst()],
      [8, 4, () => this.#classes()],
      [7, 6, () => this.#objectClasses()],
      [4, 5, () => this.#defaultClasses()],
      [5, 3, () => this.#fault()],
      [9, 4, () => this.#override()],
      [2, 1, () => this.#repeat()],
    ]
    const pairs = kinds
      .filter(([, firstStep]) => firstStep <= this.#upTo)
      .map(([weight, , make]) => [weight, make] as const)
    this.#cast()
    const length = this.#moves.length + 10 + r.below(22)
    while (this.#moves.length < length) r.weighted(pairs)()
    return { seed: this.#seed, skip: this.#skip, moves: this.#moves }
  }

  /** Who is there: beside the four that are seeded some who are easily taken for one another. */
  #cast(): void {
    const r = this.#r
    if (r.chance(0.25)) {
      for (let n = 0, many = r.of([6, 8]); n < many; n += 1) {
        this.#hook({ op: 'create_user', how: 'bulk_create', user: `f${n}`, password: 'filler' })
      }
    }
    for (let n = 1 + r.below(3); n > 0; n -= 1) this.#newPerson()
    if (this.#upTo >= 6 && r.chance(0.7)) {
      for (let n = 1 + r.below(3); n > 0; n -= 1) this.#create(this.#actor())
    }
    if (r.chance(0.2)) this.#hook({ op: 'set_active', user: 'inactive', value: true })
    if (r.chance(0.3)) this.#hook({ op: 'set_staff', user: 'inactive', value: true })
  }

  #newPerson(): void {
    const r = this.#r
    const person = { name: r.of(texts.NAMES), password: r.of(PASSWORDS) }
    const { name, password } = person
    this.#people.push(person)
    if (r.chance(0.5)) {
      const json: Record<string, unknown> = { username: name, password }
      if (r.chance(0.6)) {
        json.email = r.of(['carol@Example.COM', 'alice@example.com', 'me@example.com', ''])
      }
      this.#ask({ method: 'POST', path: '/api/register/', ...this.#body(json) })
    } else {
      const how = r.of(['create_user', 'create_user', 'create_superuser', 'bulk_create'])
      this.#hook({ op: 'create_user', how, user: name, password })
    }
    if (r.chance(0.15)) this.#hook({ op: 'set_active', user: name, value: false })
    if (r.chance(0.15)) this.#hook({ op: 'set_staff', user: name, value: true })
  }

  #person(): Person {
    return this.#r.of(this.#people)
  }

  /** Mostly somebody who can do something. */
  #actor(): Person {
    return this.#r.chance(0.6) ? this.#r.of(ABLE) : this.#person()
  }

  #userId(): number {
    return this.#skip + 1 + this.#r.below(4)
  }

  #hook(hook: AskedHook): void {
    this.#moves.push({ hook })
  }

  #ask(ask: Ask): void {
    if (ask.path === '/api/tasks/' && ask.method === 'POST') this.#tasks += 1
    this.#moves.push({ ask })
  }

  #get(path: string, headers: Pair[], method = 'GET'): void {
    this.#ask({ method, path, headers })
  }

  #body(values: Record<string, unknown>): Partial<Ask> {
    const isFlat = Object.values(values).every((value) => typeof value === 'string')
    if (isFlat && this.#r.chance(0.3)) return { form: Object.entries(values) as Pair[] }
    return { json: values }
  }

  #credential(person: Person): Pair[] {
    return oddCredential(this.#r, person, this.#actor())
  }

  #path(route: string): string {
    const r = this.#r
    const id = String(1 + r.below(Math.max(1, Math.min(this.#tasks, 5))))
    return route.replace('ID', r.chance(0.12) ? r.of(texts.ODD_IDS).replace('ID', id) : id)
  }

  /** A body for a task, often with fields that are not for the client to say. */
  #taskBody(): Record<string, unknown> {
    const r = this.#r
    const body: Record<string, unknown> = {}
    if (r.chance(0.75)) body.title = 'Milk'
    else if (r.chance(0.9)) {
      body.title = r.of(['x', '', '  blanks ', 'y'.repeat(201), 7, null, ['t'], 'Ünïcode', '<b>'])
    }
    if (r.chance(0.3)) body.description = r.of(['soon', '', null, 5])
    if (r.chance(0.45)) {
      body.completed = r.of([true, true, true, false, false, 'true', 'false', 0, 1, null, 'maybe'])
    }
    if (r.chance(0.45)) {
      const names = r.chance(0.5) ? texts.ID_NAMES : r.some(texts.ID_NAMES, 2)
      for (const name of names) body[name] = r.chance(0.8) ? this.#userId() : `${this.#userId()}`
    }
    if (r.chance(0.12)) {
      for (const name of r.some(texts.PERSON_NAMES, 4)) body[name] = this.#actor().name
    }
    if (r.chance(0.12)) for (const name of texts.FLAG_NAMES) body[name] = true
    if (r.chance(0.08)) {
      Object.assign(body, { id: 99, created_at: '2001-01-01T00:00:00Z', createdAt: 'x' })
    }
    if (r.chance(0.05)) Object.assign(body, { owner: { id: this.#userId() }, user: { id: 2 } })
    return body
  }

  #create(person: Person): void {
    const r = this.#r
    const completed = r.chance(0.4) ? { completed: r.chance(0.6) } : {}
    const more = r.chance(0.35) ? this.#taskBody() : {}
    this.#ask({
      method: 'POST',
      path: '/api/tasks/',
      headers: goodCredential(person),
      ...this.#body({ title: 'Milk', ...completed, ...more }),
      ...(r.chance(0.3) && { query: this.#query() }),
    })
  }

  /** The owner does something with a task, and right after that somebody else, who may not. */
  #taskLife(): void {
    const r = this.#r
    const owner = this.#actor()
    if (this.#tasks === 0 || r.chance(0.4)) this.#create(owner)
    const path = r.chance(0.5) ? `/api/tasks/${this.#tasks}/` : this.#path(TASK)
    const methods = ['GET', 'GET', 'GET', 'PUT', 'PUT', 'PATCH', 'PATCH', 'DELETE', ...EVERY_METHOD]
    const act = (who: Person) => {
      const method = r.of(methods)
      const hasBody = method.startsWith('P') || r.chance(0.1)
      this.#ask({
        method,
        path,
        headers: goodCredential(who),
        ...(hasBody && this.#body(this.#taskBody())),
        ...(r.chance(0.15) && { query: this.#query() }),
      })
    }
    if (r.chance(0.6)) act(owner)
    act(this.#actor())
    if (r.chance(0.3)) act(owner)
    if (r.chance(0.25)) {
      const query = r.chance(0.4) ? { query: this.#query() } : {}
      const headers = goodCredential(this.#actor())
      this.#ask({ method: 'GET', path: '/api/tasks/', headers, ...query })
    }
  }

  /** What somebody is, or would like to be, in the query. */
  #query(): Pair[] {
    const r = this.#r
    const person = this.#actor()
    const all = (names: string[], value: string) => names.map((name): Pair => [name, value])
    const keys = all(texts.KEY_NAMES, keyOf(person))
    const ids = all(texts.ID_NAMES, String(this.#userId()))
    const names = all(texts.PERSON_NAMES, person.name)
    const flags = all(texts.FLAG_NAMES, r.of(['1', 'true', '']))
    const filters: Pair[] = [
      ['format', 'json'],
      ['limit', '1'],
      ['page', '2'],
      ['completed', 'true'],
      ['search', 'x'],
      ['mine', '1'],
      ['fields', 'password'],
      ['expand', 'owner'],
    ]
    if (r.chance(0.3)) return [...new Map([...flags, ...names, ...ids, ...keys])]
    const pairs = r.weighted([
      [4, keys],
      [4, ids],
      [3, names],
      [3, flags],
      [1, filters],
    ])
    return r.chance(0.7) ? pairs : r.some(pairs, 1)
  }

  /** Somebody logs in, most often with something that is odd. */
  #login(): void {
    const r = this.#r
    const person = r.chance(0.5) ? this.#person() : (this.#people.at(-1) as Person)
    for (let n = 1 + r.below(3); n > 0; n -= 1) this.#loginAs(person)
    if (r.chance(0.5)) this.#get('/api/me/', goodCredential(person))
  }

  #loginAs(person: Person): void {
    const r = this.#r
    const { name, password } = person
    // Mostly one of the two is odd: both at once hide each other.
    const which = r.weighted([
      [7, 'right'],
      [7, 'password'],
      [4, 'name'],
      [1, 'both'],
    ])
    const oddName = which === 'name' || which === 'both'
    const oddPassword = which === 'password' || which === 'both'
    const json: Record<string, unknown> = {
      username: oddName ? this.#oddName(name) : name,
      password: oddPassword ? this.#oddPassword(person) : password,
    }
    if (r.chance(0.06)) delete json[r.of(['username', 'password'])]
    if (r.chance(0.1)) for (const [field, value] of this.#query()) json[field] ??= value
    const ask: Ask = { method: 'POST', path: '/api/login/', ...this.#body(json) }
    const other = this.#person()
    if (r.chance(0.15)) {
      ask.headers = r.chance(0.5) ? goodCredential(other) : this.#credential(other)
    }
    if (r.chance(0.08)) ask.query = [['username', name], ['password', password], ...this.#query()]
    if (r.chance(0.03)) ask.headers = [['Authorization', `Basic ${base64(`${name}:${password}`)}`]]
    this.#ask(ask)
    if (r.chance(0.1)) this.#ask(ask)
  }

  #oddName(name: string): unknown {
    const r = this.#r
    const texts = [
      ...[name.toUpperCase(), name.toLowerCase(), ` ${name} `, `${name}\u00a0`, `${name}\u0000`],
      ...[`${name}@example.com`, 'carol@example.com', 'carol@Example.COM', 'me@example.com'],
      ...['nobody', '', '*', '.*', `${name.slice(0, 2)}%`, name.slice(0, -1), `${this.#userId()}`],
      ...[name.replace(/a/g, 'ａ'), name.normalize('NFD'), `${name}\u0301`],
    ]
    return r.chance(0.8)
      ? r.of(texts)
      : r.of([[name], 1, { $ne: null }, null, true, this.#userId()])
  }

  #oddPassword({ name, password }: Person): unknown {
    const r = this.#r
    const changed = [
      ...[password.trim(), password.trim(), `${password} `, ` ${password}`, `${password}x`],
      ...[
        password.toLowerCase(),
        password.toUpperCase(),
        password.slice(0, -1),
        password.slice(0, 8),
      ],
      ...[
        password.slice(0, 72),
        password.slice(0, 72),
        `${password.slice(0, 72)}${'z'.repeat(24)}`,
      ],
      ...[`${password}\u0000`, password.split('\u0000')[0], password.normalize('NFD')],
    ]
    const others = [
      ...[this.#person().password, this.#person().password, name, 'wrong', 'wrong', NEW_PASSWORD],
      ...[`{{${name}.key}}`, '', '$2b$04$', 'admin', 'password', 'root-pass-1'],
    ]
    const noTexts = [null, Number(password) || 0, [password], true, { $ne: '' }]
    return r.weighted<() => unknown>([
      [6, () => r.of(changed)],
      [4, () => r.of(others)],
      [1, () => r.of(noTexts)],
    ])()
  }

  /** Wrong passwords one after the other, and then the right one; or the other way round. */
  #manyLogins(): void {
    const { name, password } = this.#actor()
    const wrong = this.#r.of(['wrong', '', `${password}x`])
    const login = (given: string) => {
      const json = { username: name, password: given }
      this.#ask({ method: 'POST', path: '/api/login/', json })
    }
    const before = this.#r.chance(0.5)
    if (before) login(password)
    for (let n = this.#r.of([2, 6, 11]); n > 0; n -= 1) login(wrong)
    if (!before) login(password)
  }

  /** What happens behind the API's back, between a request before it and one after it. */
  #change(): void {
    const r = this.#r
    const person = this.#actor()
    const { name } = person
    const value = r.chance(0.5)
    const paths = [
      '/api/me/',
      '/api/me/',
      DEMOS[2],
      DEMOS[2],
      '/api/tasks/',
      DEMOS[0],
      '/api/tasks/1/',
    ]
    const use = () => {
      if (this.#upTo < 3) return
      const method = r.of(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS'])
      this.#get(r.of(paths) as string, goodCredential(person), method)
    }
    const login = (password: string) => {
      if (this.#upTo < 3) return
      this.#ask({ method: 'POST', path: '/api/login/', json: { username: name, password } })
    }
    if (r.chance(0.6)) r.chance(0.5) ? use() : login(person.password)
    const key = r.of([
      ...['a', '0', '1', 'short-key', 'ABCDEF', 'ü', 'null', 'undefined', 'e'.repeat(39)],
      ...['f'.repeat(80), `{{${name}.key|upper}}`, 'a+b', 'a.c'],
    ])
    const password = r.of([NEW_PASSWORD, NEW_PASSWORD, 'spaces after  ', LONG])
    const hook = r.weighted<AskedHook>([
      [3, { op: 'set_active', value }],
      [3, { op: 'set_staff', value }],
      [2, { op: 'set_password', password }],
      [2, { op: 'delete_user' }],
      [2, { op: 'delete_token' }],
      [2, { op: 'create_token', reset: true }],
      [1, { op: 'save_user' }],
      [1, { op: 'second_token' }],
      [1, { op: 'set_token_key', key }],
    ])
    this.#hook({ ...hook, user: name })
    if (hook.op === 'delete_user' && r.chance(0.6)) {
      const json = { username: name, password: NEW_PASSWORD }
      if (r.chance(0.5)) this.#ask({ method: 'POST', path: '/api/register/', json })
      else this.#hook({ op: 'create_user', how: 'create_user', user: name, password: NEW_PASSWORD })
    }
    const isChanged = hook.op === 'set_password' && r.chance(0.6)
    if (r.chance(0.6)) {
      login(isChanged ? password : r.chance(0.7) ? person.password : NEW_PASSWORD)
    }
    if (r.chance(0.8)) use()
    if (r.chance(0.3)) this.#get('/api/me/', [['Authorization', `Token {{${name}.old}}`]])
    if (r.chance(0.3) && (hook.op === 'set_active' || hook.op === 'set_staff')) {
      this.#hook({ ...hook, value: !value, user: name })
      use()
    }
  }

  #logout(): void {
    const r = this.#r
    const person = this.#actor()
    const other = this.#actor()
    const method = r.chance(0.65) ? 'POST' : r.of(['DELETE', 'DELETE', ...EVERY_METHOD])
    const headers = r.chance(0.85) ? goodCredential(person) : this.#credential(person)
    const ask: Ask = { method, path: '/api/logout/', headers, ...this.#logoutBody(other) }
    if (r.chance(0.35)) ask.query = this.#query()
    if (r.chance(0.1)) ask.headers?.push(...misplacedHeaders(r, other, this.#userId()))
    this.#ask(ask)
    if (r.chance(0.5)) {
      this.#get(r.of(['/api/me/', ...DEMOS]), goodCredential(r.chance(0.6) ? person : other))
    }
    if (r.chance(0.3)) this.#ask(ask)
    if (r.chance(0.4)) {
      const json = { username: person.name, password: person.password }
      this.#ask({ method: 'POST', path: '/api/login/', json })
      const old: Pair[] = [['Authorization', `Token {{${person.name}.old}}`]]
      this.#get('/api/me/', r.chance(0.6) ? old : goodCredential(person))
    }
  }

  #logoutBody(other: Person): Partial<Ask> {
    const r = this.#r
    if (r.chance(0.08)) return { raw: r.of(ODD_BODIES) }
    if (r.chance(0.6)) return {}
    const body: Record<string, unknown> = {}
    if (r.chance(0.5)) for (const name of texts.KEY_NAMES) body[name] = keyOf(other)
    else for (const name of texts.PERSON_NAMES) body[name] = other.name
    if (r.chance(0.5)) for (const name of texts.ID_NAMES) body[name] = this.#userId()
    if (r.chance(0.3)) for (const name of ['everywhere', ...texts.FLAG_NAMES]) body[name] = true
    return this.#body(body)
  }

  #register(): void {
    const r = this.#r
    if (r.chance(0.4)) {
      this.#newPerson()
      return
    }
    const names = [
      'eve',
      'alice',
      'ALICE',
      'ａlice',
      'e v e',
      ' eve ',
      '',
      null,
      'x'.repeat(151),
      5,
    ]
    const passwords = ['eve-pass-1', 'short', '', 'p'.repeat(129), ' blanks ', 12345678]
    const json: Record<string, unknown> = { username: r.of(names), password: r.of(passwords) }
    if (r.chance(0.3)) json.email = r.of(['eve@EXAMPLE.com', 'no email', '', null])
    if (r.chance(0.5)) {
      const flags = { is_staff: true, isStaff: true, is_superuser: true, is_active: false }
      Object.assign(json, flags, { isActive: false, id: 1, token: 'chosen', key: 'chosen' })
    }
    const eve = { name: 'eve', password: 'eve-pass-1' }
    this.#people.push(eve)
    this.#ask({
      method: 'POST',
      path: '/api/register/',
      ...this.#body(json),
      ...(this.#upTo >= 3 && r.chance(0.2) && { headers: this.#credential(this.#actor()) }),
    })
    if (this.#upTo < 3) return
    const login = { username: eve.name, password: eve.password }
    if (r.chance(0.5)) this.#ask({ method: 'POST', path: '/api/login/', json: login })
    if (r.chance(0.5)) this.#get(r.of(['/api/me/', DEMOS[2] as string]), goodCredential(eve))
  }

  #misplaced(): void {
    const r = this.#r
    const person = this.#actor()
    const paths = ['/api/me/', '/api/tasks/', TASK, ...DEMOS]
    const ask: Ask = {
      method: r.of(METHODS),
      path: this.#path(r.chance(0.75) ? r.of(paths) : r.of(ROUTES)),
      headers: r.chance(0.3) ? goodCredential(this.#actor()) : [],
    }
    const place = r.weighted([
      [5, 'header'],
      [4, 'query'],
      [3, 'body'],
      [1, 'all'],
    ])
    if (place === 'header' || place === 'all') {
      ask.headers?.push(...misplacedHeaders(r, person, this.#userId()))
    }
    if (place === 'query' || place === 'all') ask.query = this.#query()
    if (place === 'body' || place === 'all') {
      const body: Record<string, unknown> = {}
      const names = r.chance(0.7) ? texts.KEY_NAMES : r.some(texts.KEY_NAMES, 1)
      for (const name of names) body[name] = keyOf(person)
      if (r.chance(0.3)) for (const name of texts.ID_NAMES) body[name] = this.#userId()
      if (r.chance(0.3)) for (const name of texts.PERSON_NAMES) body[name] = person.name
      if (r.chance(0.3)) for (const name of texts.FLAG_NAMES) body[name] = true
      if (r.chance(0.2)) Object.assign(body, { username: person.name, password: person.password })
      if (r.chance(0.4)) body.title = 'Milk'
      if (ask.method === 'GET' || ask.method === 'HEAD') ask.method = r.of(['POST', 'GET', 'PUT'])
      Object.assign(ask, this.#body(body))
    }
    this.#ask(ask)
  }

  /** Somebody tries several ways to send a key at one place. */
  #wrongCredentials(): void {
    const r = this.#r
    const person = this.#actor()
    const method = r.of(METHODS)
    const path = this.#path(r.chance(0.5) ? '/api/me/' : r.of(ROUTES))
    const hasBody = method.startsWith('P') && r.chance(0.6)
    const body = hasBody ? this.#body(this.#taskBody()) : {}
    for (let n = 2 + r.below(3); n > 0; n -= 1) {
      this.#ask({ method, path, headers: this.#credential(person), ...body })
    }
  }

  #anything(): void {
    const r = this.#r
    const method = r.of(METHODS)
    const person = this.#actor()
    const headers = r.weighted<() => Pair[]>([
      [4, () => []],
      [6, () => goodCredential(person)],
      [3, () => this.#credential(person)],
    ])()
    const path = r.chance(0.06) ? r.of(texts.ODD_PATHS) : this.#path(r.of(ROUTES))
    const ask: Ask = { method, path, headers }
    if (method.startsWith('P') && r.chance(0.6)) Object.assign(ask, this.#body(this.#taskBody()))
    else if (r.chance(0.06)) ask.raw = r.of(ODD_BODIES)
    if (r.chance(0.1)) ask.query = this.#query()
    const accepted = ['text/html', 'application/json', 'image/png', '*/*;q=0.1']
    if (r.chance(0.04)) headers.push(['Accept', r.of(accepted)])
    this.#ask(ask)
  }

  /** What some servers take for another method. */
  #override(): void {
    const r = this.#r
    const claimed = r.of(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'POST', 'get'])
    const paths = [
      DEMOS[3],
      DEMOS[3],
      DEMOS[3],
      DEMOS[2],
      TASK,
      '/api/tasks/',
      '/api/me/',
      '/api/logout/',
    ]
    const path = this.#path(r.of(paths) as string)
    const headers = r.chance(0.6) ? [] : goodCredential(this.#actor())
    const claim = (names: string[]) => names.map((name): Pair => [name, claimed])
    for (let n = 2; n > 0; n -= 1) {
      const ask: Ask = { method: r.of(['POST', 'POST', 'PUT', 'DELETE', 'GET']), path, headers }
      const place = r.of(['header', 'query', 'body', 'all'])
      if (place === 'header' || place === 'all') {
        ask.headers = [...headers, ...claim(texts.OVERRIDE_HEADERS)]
      }
      if (place === 'query' || place === 'all') ask.query = claim(texts.OVERRIDE_NAMES)
      if (place === 'body' || (place === 'all' && ask.method === 'POST')) {
        const fields = Object.fromEntries(claim(texts.OVERRIDE_NAMES))
        Object.assign(ask, this.#body({ title: 'Milk', ...fields }))
      }
      this.#ask(ask)
    }
  }

  /** Some requests at once, whose answers do not depend on their order. */
  #burst(): void {
    const r = this.#r
    const people = [this.#actor(), this.#actor(), this.#person()]
    const paths = ['/api/me/', '/api/me/', '/api/tasks/', TASK, ...DEMOS]
    const burst = Array.from({ length: 3 + r.below(4) }, (): Ask => {
      const headers = r.chance(0.8) ? goodCredential(r.of(people)) : []
      return {
        method: r.of(['GET', 'GET', 'HEAD', 'OPTIONS']),
        path: this.#path(r.of(paths)),
        headers,
      }
    })
    this.#moves.push({ burst })
  }

  /** A view asks other permission and authentication classes than its own. */
  #classes(): void {
    const r = this.#r
    const path = r.of(['/api/me/', '/api/tasks/', ...DEMOS])
    const names = ['own', 'Yes', 'No', 'NoWithMessage', 'Truthy', 'Promised', 'Undefined', 'Throws']
    const lists = [
      ['Never'],
      [],
      ['Never', 'own'],
      ['Header', 'own'],
      ['own', 'Header'],
      ['Header'],
    ]
    this.#hook({
      op: 'set_classes',
      path,
      ...(r.chance(0.8) && {
        permissions: r.some([...names, 'ThrowsUndefined', 'Yes'], r.below(4)),
      }),
      ...(r.chance(0.35) && { authentication: r.of(lists) }),
    })
    for (let n = 1 + r.below(2); n > 0; n -= 1) this.#askClassesOf(path)
  }

  #objectClasses(): void {
    const r = this.#r
    const path = `/api/tasks/${1 + r.below(Math.max(1, this.#tasks))}/`
    const names = [
      'ObjectNo',
      'ObjectNoWithMessage',
      'ObjectTruthy',
      'ObjectPromised',
      'ObjectThrows',
    ]
    if (this.#tasks === 0) this.#create(this.#actor())
    const permissions = r.some([...names, 'ObjectUndefined', 'own', 'own', 'Yes'], 1 + r.below(3))
    const authentication = r.chance(0.2) ? { authentication: [] } : {}
    this.#hook({ op: 'set_classes', path, permissions, ...authentication })
    for (let n = 1 + r.below(2); n > 0; n -= 1) this.#askClassesOf(path)
  }

  /** The default is another one: only views that list no classes may notice. */
  #defaultClasses(): void {
    const r = this.#r
    const permissions = r.of([[], ['Yes'], ['No']])
    this.#hook({ op: 'set_classes', path: 'default', permissions })
    for (const path of ['/api/me/', r.of(DEMOS), r.of(DEMOS)]) {
      this.#get(path, r.chance(0.3) ? [] : goodCredential(this.#actor()))
    }
  }

  #askClassesOf(path: string): void {
    const r = this.#r
    const person = this.#actor()
    const headers = r.weighted<Pair[]>([
      [2, []],
      [8, goodCredential(person)],
      [1, this.#credential(person)],
      [2, [['X-Who', headerText(person.name)]]],
    ])
    this.#get(path, headers, r.chance(0.6) ? 'GET' : r.of(METHODS))
  }

  /** The database fails, or is slow, while a request is answered. */
  #fault(): void {
    const r = this.#r
    const person = this.#actor()
    const operation = r.of(['read', 'write', 'write'])
    const table = r.of(['authtoken_token', 'authtoken_token', 'auth_user', 'core_task'])
    if (r.chance(0.2)) this.#hook({ op: 'delete_token', user: person.name })
    this.#hook({ op: 'set_fault', table, operation, slow: r.chance(0.4) })
    const login = { username: person.name, password: person.password }
    const asks: Ask[] = [
      { method: 'POST', path: '/api/login/', json: login },
      { method: 'POST', path: '/api/register/', json: { username: 'fay', password: 'fay-pass-1' } },
      { method: 'GET', path: r.of(['/api/me/', ...DEMOS]), headers: goodCredential(person) },
    ]
    if (this.#upTo >= 6) {
      const headers = goodCredential(person)
      const path = this.#path(TASK)
      asks.push({ method: r.of(['DELETE', 'PUT', 'GET']), path, headers, json: { title: 'Milk' } })
      asks.push({ method: 'POST', path: '/api/tasks/', headers, json: { title: 'Milk' } })
    }
    if (this.#upTo >= 7) {
      asks.push({ method: 'POST', path: '/api/logout/', headers: goodCredential(person) })
    }
    this.#ask(r.of(asks))
    this.#get('/api/me/', goodCredential(person))
  }

  /** Every view with every method, for those who may and those who may not. */
  #matrix(): void {
    const r = this.#r
    const inactive = SEEDED.slice(3)
    for (let n = 2 + r.below(2); n > 0; n -= 1) {
      const method = r.of(EVERY_METHOD)
      const path = this.#path(r.of([...ROUTES, DEMOS[2] as string]))
      if (path === '/api/logout/') continue
      const people = r.weighted([
        [5, [this.#actor()]],
        [3, SEEDED.slice(0, 2)],
        [1, inactive],
      ])
      const headers = r.chance(0.25) ? [] : goodCredential(r.of(people))
      const isCreate = path === '/api/tasks/' && method === 'POST'
      this.#ask({ method, path, headers, ...(isCreate && this.#body(this.#taskBody())) })
    }
  }

  #repeat(): void {
    const asked = this.#moves.filter((move) => 'ask' in move)
    if (asked.length === 0) return
    for (let n = 1 + this.#r.below(2); n > 0; n -= 1) this.#moves.push(this.#r.of(asked))
  }
}
