import { randomBytes } from 'node:crypto'
import { expectAnswer, hook } from './client.ts'
import { forgetExchanges } from './exchange.ts'
import { takeTreeError } from './target.ts'
import { takeBackTime } from './time.ts'

/** A user with an account, created for one check. */
export interface Person {
  username: string
  password: string
}

let people: Person[] = []

/** The same for all users, so that code that looks a user up by password finds the wrong one. */
const password = random('password')

/**
 * Starts a check. Every suite calls it before each check.
 *
 * It deletes the users of the previous check, so that no check depends on another, and none leaves
 * data on a server that is not its own.
 */
export async function startCheck(): Promise<void> {
  const former = people
  people = []
  await takeBackTime()
  await hook({ op: 'reset_throttles' })
  await hook({ op: 'https', value: false })
  for (const { username } of former) await hook({ op: 'delete_user', user: username })
  forgetExchanges()
  takeTreeError()
}

/** A random text that no earlier run has used. */
export function random(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`
}

/** The username and password for a registration or a login. */
export function newCredentials(username = random('user')): Person {
  const person = { username, password }
  people.push(person)
  return person
}

/** Creates a user without the API. `bulk_create` creates one without a signal. */
export async function newUser(how = 'create_user', own?: string, name?: string): Promise<Person> {
  const credentials = newCredentials(name)
  const person = own === undefined ? credentials : { ...credentials, password: own }
  const { username: user, password } = person
  expectAnswer(await hook({ op: 'create_user', how, user, password }), { status: 200 })
  return person
}

/** Creates a staff user without the API. */
export async function newStaff(): Promise<Person> {
  const person = await newUser()
  await hook({ op: 'set_staff', user: person.username, value: true })
  return person
}

/** The key of the person's token, which is created if there is none. It needs only step 1. */
export async function tokenOf({ username }: Person): Promise<string> {
  const answer = await hook({ op: 'create_token', user: username })
  expectAnswer(answer, { status: 200 })
  return (answer.body as { key: string }).key
}

/** A token of the person that version 2 accepts. */
export async function v2TokenOf({ username }: Person): Promise<string> {
  const answer = await hook({ op: 'v2_token', user: username })
  expectAnswer(answer, { status: 200 })
  return (answer.body as { token: string }).token
}

/** The key of a new user's token. */
export async function newToken(): Promise<string> {
  return tokenOf(await newUser())
}
