import type { Actor, Rule } from '../policy.ts'
import { Browser, browserOf } from './browser.ts'
import { expectAnswer, hook, send } from './client.ts'
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

/** A user for each actor of the policy table, created at their first request. */
export class Cast {
  readonly #tokenOf: typeof tokenOf
  /** The browsers in which they log in, one for each. */
  readonly #byBrowser: boolean
  readonly #people = new Map<Actor, Person>()
  /** The keys of actors without a valid key. */
  readonly #badKeys = new Map<Actor, string>([['wrong', 'f'.repeat(40)]])
  #task = ''

  /** @param rule a rule for the path that they request */
  constructor({ path, authentication }: Rule) {
    this.#byBrowser = authentication[0] === 'session'
    this.#tokenOf = path.startsWith('/api/v2/') ? v2TokenOf : tokenOf
  }

  /** Creates these actors now, with their credentials, so that nothing is stored for them later. */
  async make(actors: Actor[]): Promise<void> {
    await this.#person('other')
    if (this.#byBrowser) return
    for (const actor of actors) await this.#keyOf(actor)
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
    if (this.#byBrowser) {
      // So many logins would be throttled.
      await hook({ op: 'reset_throttles' })
      return (await browserAs(actor)).sendWithToken(method, path, { json })
    }
    const token = await this.#keyOf(actor)
    return send(method, path.replace('{id}', this.#task), { token, json })
  }

  async #keyOf(actor: Actor): Promise<string | undefined> {
    if (actor === 'anonymous') return undefined
    const known = this.#badKeys.get(actor)
    if (known !== undefined) return known
    const person = await this.#person(actor)
    const key = await this.#tokenOf(person)
    const { username: user } = person
    if (actor === 'loggedOut') await hook({ op: 'delete_token', user })
    if (actor === 'inactive') await hook({ op: 'set_active', user, value: false })
    if (actor === 'loggedOut' || actor === 'inactive') this.#badKeys.set(actor, key)
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

async function browserAs(actor: Actor): Promise<Browser> {
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
