import type { Actor, Method, Rule } from '../policy.ts'
import { Browser, browserOf } from './browser.ts'
import { expectAnswer, hook, type Options, send } from './client.ts'
import type { Answer } from './exchange.ts'
import {
  newCredentials,
  newStaff,
  newUser,
  type Person,
  random,
  tokenOf,
  v2TokenOf,
} from './people.ts'

/** Sends requests with the credentials of an actor. */
type Client = (method: Method, path: string, options: Options) => Promise<Answer>

/** A user for each actor of the policy table, created at their first request. */
export class Cast {
  readonly #tokenOf: typeof tokenOf
  /** Whether they log in with a browser. */
  readonly #byBrowser: boolean
  readonly #people = new Map<Actor, Person>()
  readonly #clients = new Map<Actor, Client>()
  #task = ''

  /** @param rule a rule for the path that they request */
  constructor({ path, authentication }: Rule) {
    this.#byBrowser = authentication[0] === 'session'
    this.#tokenOf = path.startsWith('/api/v2/') ? v2TokenOf : tokenOf
  }

  /** Creates the credentials of these actors now, so that nothing is stored for them later. */
  async make(actors: Actor[]): Promise<void> {
    await this.#person('other')
    for (const actor of actors) await this.#clientOf(actor)
  }

  /** Creates another task of the owner, if the rule needs one. */
  async giveTask({ path }: Rule): Promise<void> {
    if (!path.includes('{id}')) return
    const token = await tokenOf(await this.#person('owner'))
    const answer = await send('POST', '/api/tasks/', { token, json: { title: random('title') } })
    expectAnswer(answer, { status: 201 })
    this.#task = String((answer.body as { id: number }).id)
  }

  /** Sends the request of a rule as an actor. */
  async ask(actor: Actor, { method, path, body }: Rule): Promise<Answer> {
    const json = body && filledIn(body, await this.#person('other'))
    const client = await this.#clientOf(actor)
    const answer = await client(method, path.replace('{id}', this.#task), { json })
    // Any other request can log the actor in or out.
    if (!isSafe(method) || answer.status >= 400) this.#clients.delete(actor)
    return answer
  }

  async #clientOf(actor: Actor): Promise<Client> {
    const client = this.#clients.get(actor) ?? (await this.#newClient(actor))
    this.#clients.set(actor, client)
    return client
  }

  async #newClient(actor: Actor): Promise<Client> {
    if (this.#byBrowser) {
      const browser = await browserAs(actor)
      return (method, path, options) => {
        return isSafe(method)
          ? browser.send(method, path, options)
          : browser.sendWithToken(method, path, options)
      }
    }
    const token = await this.#keyOf(actor)
    return (method, path, options) => send(method, path, { ...options, token })
  }

  async #keyOf(actor: Actor): Promise<string | undefined> {
    if (actor === 'anonymous') return undefined
    if (actor === 'wrong') return 'f'.repeat(40)
    const person = await this.#person(actor)
    const key = await this.#tokenOf(person)
    const { username: user } = person
    if (actor === 'loggedOut') await hook({ op: 'delete_token', user })
    if (actor === 'inactive') await hook({ op: 'set_active', user, value: false })
    return key
  }

  async #person(actor: Actor): Promise<Person> {
    const known = this.#people.get(actor)
    if (known) return known
    const person = await (actor === 'staff' ? newStaff() : newUser())
    this.#people.set(actor, person)
    return person
  }
}

const isSafe = (method: Method) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

async function browserAs(actor: Actor): Promise<Browser> {
  // So many logins would be throttled.
  await hook({ op: 'reset_throttles' })
  if (actor === 'anonymous') return new Browser()
  const person = await (actor === 'staff' ? newStaff() : newUser())
  const browser = await browserOf(person)
  const { username: user } = person
  // The server deletes it, the browser does not.
  if (actor === 'loggedOut') {
    const cookies = [...browser.cookies]
    await browser.logout()
    for (const [name, value] of cookies) browser.cookies.set(name, value)
  }
  if (actor === 'wrong') browser.cookies.set('sessionid', 'f'.repeat(32))
  if (actor === 'inactive') await hook({ op: 'set_active', user, value: false })
  return browser
}

function filledIn(body: object, { username, password }: Person): object {
  const values: Record<string, () => string> = {
    '{new}': () => newCredentials().username,
    '{name}': () => username,
    '{password}': () => password,
  }
  const entries = Object.entries(body).map(([key, value]) => [key, values[value]?.() ?? value])
  return Object.fromEntries(entries)
}
