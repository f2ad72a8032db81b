import { normalCookies } from './cookies.ts'
import type { NormalAnswer } from './recording.ts'
import type { RawAnswer } from './send-raw.ts'

const COMPARED_HEADERS = [
  'content-type',
  'www-authenticate',
  'allow',
  'location',
  'retry-after',
  'vary',
]
const TOKEN = /^[0-9a-f]{40}$/
const V2_TOKEN = /^[0-9a-f]{64}$/
const DIGEST = /^[0-9a-f]{128}$/
const CURSOR = /([?&]cursor=)[^&]*/g
const CSRF_TOKEN = /^[A-Za-z0-9]{64}$/
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const PARSER_MESSAGE = /^((?:JSON|Multipart form) parse error - ).*$/s
const TEXT_LENGTH = 200

/** Names values of one kind: known values by their names, others `new1`, `new2` and so on. */
export class Names {
  readonly #names: Map<string, string>
  readonly #numbers = new Map<string, number>()

  constructor(known: Record<string, string> = {}) {
    this.#names = new Map(Object.entries(known).map(([name, value]) => [value, name]))
  }

  nameOf(value: string): string {
    return this.#names.get(value) ?? `new${this.numberOf(value)}`
  }

  /** The number of an unknown value, starting at 1. */
  numberOf(value: string): number {
    const number = this.#numbers.get(value) ?? this.#numbers.size + 1
    this.#numbers.set(value, number)
    return number
  }
}

/** The names of values in one scenario: tokens by their users, links by their targets. */
export interface ScenarioNames {
  baseUrl: string
  tokens: Names
  v2: Names
  /** The values of each cookie. */
  cookies: Map<string, Names>
}

/** Removes from a response what differs in each run, as the recording says under "normalised". */
export function normalise(answer: RawAnswer, scheme: string, names: ScenarioNames): NormalAnswer {
  const headers: Record<string, string> = {}
  for (const name of COMPARED_HEADERS) {
    const value = answer.headers[name]
    if (value !== undefined) headers[name] = normalHeader(name, value, scheme)
  }
  const cookies = normalCookies(answer, names.cookies)
  const body = normalBody(answer.body, names)
  return { status: answer.status, headers, ...(cookies && { cookies }), body }
}

function normalHeader(name: string, value: string, scheme: string): string {
  if (name === 'location') return value.replace(/^https?:\/\/[^/]+/, '')
  const [first, ...rest] = value.split(' ')
  return name === 'www-authenticate' && first === scheme ? ['<scheme>', ...rest].join(' ') : value
}

function normalBody(body: Buffer, names: ScenarioNames): unknown {
  if (body.length === 0) return null
  const text = body.toString()
  try {
    return normalValue(JSON.parse(text), names)
  } catch {
    return { $text: text.slice(0, TEXT_LENGTH) }
  }
}

/** The same for a JSON value, such as the response of a hook. */
export function normalValue(value: unknown, names: ScenarioNames): unknown {
  if (typeof value === 'string') return normalText(value, names)
  if (Array.isArray(value)) return value.map((each) => normalValue(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const isCsrfToken = key === 'csrfToken' && CSRF_TOKEN.test(String(each))
      return [key, isCsrfToken ? '<csrf-token>' : normalValue(each, names)]
    }),
  )
}

function normalText(text: string, names: ScenarioNames): string {
  if (TOKEN.test(text)) return `<token:${names.tokens.nameOf(text)}>`
  if (V2_TOKEN.test(text)) return `<v2:${names.v2.nameOf(text)}>`
  if (DIGEST.test(text)) return '<digest>'
  if (TIMESTAMP.test(text)) return '<timestamp>'
  return text
    .replace(PARSER_MESSAGE, '$1<parser message>')
    .replace(`${names.baseUrl}/`, '<base>/')
    .replace(CURSOR, '$1<cursor>')
}
