import type { Actor, Rule } from '../policy.ts'
import { Browser, browserOf } from './browser.ts'
import { expectAnswer, hook, send } from './client.ts'
import type { Answer } from './exchange.ts'
import { newStaff, newUser, type Person, random, tokenOf, v2TokenOf } from './people.ts'

/** Sends the request of a rule as an actor, who is made for it. */
export async function askAs(
  actor: Actor,
  { method, path, body, authentication }: Rule,
): Promise<Answer> {
  const owner = await newUser()
  const id = path.includes('{id}') ? await newTask(owner) : ''
  const json = body && filledIn(body, await newUser())
  if (authentication[0] === 'session') {
    const browser = await browserAs(actor)
    return browser.sendWithToken(method, path, { json })
  }
  const token = await keyOf(actor, owner, path.startsWith('/api/v2/') ? v2TokenOf : tokenOf)
  return send(method, path.replace('{id}', id), { token, json })
}

async function keyOf(
  actor: Actor,
  owner: Person,
  tokenOf: (person: Person) => Promise<string>,
): Promise<string | undefined> {
  if (actor === 'anonymous') return undefined
  if (actor === 'wrong') return 'f'.repeat(40)
  if (actor === 'owner') return tokenOf(owner)
  const person = await (actor === 'staff' ? newStaff() : newUser())
  const key = await tokenOf(person)
  const { username: user } = person
  if (actor === 'loggedOut') await hook({ op: 'delete_token', user })
  if (actor === 'inactive') await hook({ op: 'set_active', user, value: false })
  return key
}

async function browserAs(actor: Actor): Promise<Browser> {
  if (actor === 'anonymous') return new Browser()
  const person = await (actor === 'staff' ? newStaff() : newUser())
  const browser = await browserOf(person)
  const { username: user } = person
  // The server forgets it, the browser does not.
  if (actor === 'loggedOut') {
    const cookies = [...browser.cookies]
    await browser.logout()
    for (const [name, value] of cookies) browser.cookies.set(name, value)
  }
  if (actor === 'wrong') browser.cookies.set('sessionid', 'f'.repeat(32))
  if (actor === 'inactive') await hook({ op: 'set_active', user, value: false })
  return browser
}

async function newTask(owner: Person): Promise<string> {
  const token = await tokenOf(owner)
  const answer = await send('POST', '/api/tasks/', { token, json: { title: random('title') } })
  expectAnswer(answer, { status: 201 })
  return String((answer.body as { id: number }).id)
}

function filledIn(body: object, { username, password }: Person): object {
  const values: Record<string, string> = {
    '{new}': random('user'),
    '{name}': username,
    '{password}': password,
  }
  const entries = Object.entries(body).map(([key, value]) => [key, values[value] ?? value])
  return Object.fromEntries(entries)
}
