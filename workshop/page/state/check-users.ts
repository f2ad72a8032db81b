import type { Exchange } from '../../../checks/harness/exchange.ts'
import type { PersonName } from '../console-choices.ts'

/** A user of a check. */
interface User {
  username: string
  password: string
  isStaff: boolean
  isActive: boolean
}

/** The users of a check, their keys and their tasks, as far as its exchanges show them. */
export class CheckUsers {
  readonly #users = new Map<string, User>()
  readonly #keys = new Map<string, { user: string; version: 1 | 2 }[]>()
  readonly #owners = new Map<string, string>()

  constructor(exchanges: Exchange[]) {
    for (const each of exchanges) this.#read(each)
  }

  get all(): User[] {
    return [...this.#users.values()]
  }

  get keys(): string[] {
    return [...this.#keys.keys()]
  }

  /** The user whose key this is, if this version of the API accepts it. */
  ownerOfKey(key: string, version: 1 | 2): string | undefined {
    return this.#keys.get(key)?.find((each) => each.version === version)?.user
  }

  ownerOfTask(id: string): string | undefined {
    return this.#owners.get(id)
  }

  /**
   * The users of the console who take the places of these users. The first one is the owner of task
   * 1. Undefined if the console has no such users.
   */
  cast(owner: string | undefined, others: string[]): Map<string, PersonName> | undefined {
    const cast = new Map<string, PersonName>()
    for (const name of [...(owner === undefined ? [] : [owner]), ...others]) {
      if (cast.has(name)) continue
      const taken = new Set(cast.values())
      const [person] = this.#alike(name).filter((each) => !taken.has(each))
      if (!person || (name === owner && person !== 'alice')) return undefined
      cast.set(name, person)
    }
    return cast
  }

  #alike(name: string): PersonName[] {
    const { isActive, isStaff, username, password } = this.#users.get(name) ?? {}
    // Another name or password can be what the check is about.
    if (!/^user-[0-9a-f]{12}$/.test(username ?? '')) return []
    if (!/^password-[0-9a-f]{12}$/.test(password ?? '')) return []
    if (!isActive) return isStaff ? [] : ['inactive']
    return isStaff ? ['root'] : ['alice', 'bob']
  }

  #read(exchange: Exchange): void {
    const body = (exchange.answer.body ?? {}) as Record<string, unknown>
    if ('hook' in exchange) this.#readHook(exchange.hook, body)
    else this.#readRequest(exchange, body)
  }

  #readRequest(
    { request, answer }: Extract<Exchange, { request: unknown }>,
    body: Record<string, unknown>,
  ): void {
    const { method, path, headers, body: sent } = request
    if (method !== 'POST' || answer.status >= 300) return
    const version = path.startsWith('/api/v2/') ? 2 : 1
    const { username, password } = parsed(sent)
    if (/\/login\/$/.test(path)) this.#noteKey(body.token, username, version)
    if (/\/register\/$/.test(path)) this.#noteUser(username, password)
    if (/\/tasks\/$/.test(path) && body.id !== undefined) {
      const key = keyIn(headers) ?? ''
      const owner = this.ownerOfKey(key, version)
      if (owner) this.#owners.set(String(body.id), owner)
    }
  }

  #readHook(
    { op, user, password, value }: Extract<Exchange, { hook: unknown }>['hook'],
    body: Record<string, unknown>,
  ): void {
    const known = user === undefined ? undefined : this.#users.get(user)
    if (op === 'create_user') this.#noteUser(user, password)
    if (op === 'create_inactive_user') this.#noteUser(user, password, false)
    if (op === 'set_active' && known) known.isActive = value === true
    if (op === 'set_staff' && known) known.isStaff = value === true
    if (op === 'create_token') this.#noteKey(body.key, user, 1)
    if (op === 'delete_token') this.#forgetKeys(user)
    if (op === 'create_tasks' && Array.isArray(body.ids)) {
      for (const id of body.ids) this.#owners.set(String(id), String(user))
    }
    if (op === 'v2_token' || op === 'v2_create_token') this.#noteKey(body.token, user, 2)
  }

  #noteUser(username: unknown, password: unknown, isActive = true): void {
    if (typeof username !== 'string' || typeof password !== 'string') return
    this.#users.set(username, { username, password, isStaff: false, isActive })
  }

  /** They stay known as keys of the check that nobody has. */
  #forgetKeys(user: unknown): void {
    for (const [key, owners] of this.#keys) {
      const others = owners.filter((each) => each.user !== user)
      this.#keys.set(key, others)
    }
  }

  #noteKey(key: unknown, user: unknown, version: 1 | 2): void {
    if (typeof key !== 'string' || typeof user !== 'string') return
    this.#keys.set(key, [...(this.#keys.get(key) ?? []), { user, version }])
  }
}

/** The key in the usual header, written in the usual way. */
export function keyIn(headers: Record<string, string | string[]>): string | undefined {
  const { Authorization: value } = headers
  return typeof value === 'string' ? /^Token (\S+)$/.exec(value)?.[1] : undefined
}

function parsed(body: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(body ?? '') ?? {}
  } catch {
    return {}
  }
}
