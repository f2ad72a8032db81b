import { parseSetCookie } from 'cookie'
import type { Example } from '../../checks/harness/example.ts'
import type { Received } from '../../checks/harness/http-client.ts'
import { isPerson, type PersonName } from './worlds.ts'

const PLACEHOLDER = /\{([A-Za-z]\w*(?:\.\w+)?|\d+\.[A-Za-z]\w*)(\|upper|\|slice:\d+:\d+)?\}/g

/** What can be named of an actor: `{alice.key}`. */
export const OF_A_PERSON = ['name', 'password', 'key', 'id'] as const

/** A placeholder has no value. */
export class MissingValue extends Error {
  override name = 'MissingValue'
}

/** The values of placeholders during an example. */
export class Placeholders {
  readonly #values = new Map<string, unknown>()

  set(person: PersonName, values: Record<(typeof OF_A_PERSON)[number], unknown>): void {
    for (const [name, value] of Object.entries(values)) this.#values.set(`${person}.${name}`, value)
  }

  /** Stores the cookies and fields of a response to `given`, also by the number of the response. */
  learn({ headers, body }: Received, number: number): void {
    for (const line of headers['set-cookie']?.split('\n') ?? []) {
      const { name, value, maxAge } = parseSetCookie(line)
      // An example can still send a cookie that the browser would delete.
      if (maxAge !== 0) this.#values.set(name, value)
    }
    const parsed = parsedJson(body)
    if (typeof parsed !== 'object' || parsed === null) return
    for (const [name, value] of Object.entries(parsed)) {
      this.#values.set(name, value)
      this.#values.set(`${number}.${name}`, value)
    }
    if ('id' in parsed) this.#values.set('task', parsed.id)
  }

  /** @throws MissingValue */
  of(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name)
    throw new MissingValue(name)
  }

  /**
   * Replaces the placeholders in all texts.
   *
   * @throws MissingValue
   */
  fill<T>(value: T): T {
    if (typeof value === 'string') return this.#fillText(value) as T
    if (Array.isArray(value)) return value.map((each) => this.fill(each)) as T
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
    const entries = Object.entries(value).map(([name, each]) => [name, this.fill(each)])
    return Object.fromEntries(entries) as T
  }

  /** A text that is one placeholder becomes its value: `{task}` is a number in JSON. */
  #fillText(text: string): unknown {
    const [, whole, isChanged] = new RegExp(`^${PLACEHOLDER.source}$`).exec(text) ?? []
    if (whole !== undefined && !isChanged) return this.of(whole)
    return text.replaceAll(PLACEHOLDER, (_, name, change = '') => {
      const value = String(this.of(name))
      const [from, to] = change.split(':').slice(1).map(Number)
      return change === '|upper' ? value.toUpperCase() : value.slice(from, to)
    })
  }
}

/** The actors of an example that have an account. */
export function mentioned(example: Example): Set<PersonName> {
  const named = placeholdersIn(example).map((name) => name.split('.')[0] as string)
  const senders = [...(example.given ?? []), example.when].map(({ as }) => as)
  return new Set([...senders, ...named].filter(isPerson))
}

/** The names of all placeholders in the texts of a value. */
export function placeholdersIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return []
  return Object.values(value).flatMap(placeholdersIn)
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
