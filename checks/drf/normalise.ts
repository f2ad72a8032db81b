import type { NormalAnswer } from './recording.ts'
import type { RawAnswer } from './send-raw.ts'

const COMPARED_HEADERS = ['content-type', 'www-authenticate', 'allow', 'location']
const TOKEN = /^[0-9a-f]{40}$/
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const PARSER_MESSAGE = /^((?:JSON|Multipart form) parse error - ).*$/s
const TEXT_LENGTH = 200

/** Names the tokens of one scenario: those of seeded users by user, others `new1`, `new2`, … */
export class TokenNames {
  readonly #names: Map<string, string>
  #unknown = 0

  constructor(seeded: Record<string, string>) {
    this.#names = new Map(Object.entries(seeded).map(([name, token]) => [token, name]))
  }

  nameOf(token: string): string {
    const known = this.#names.get(token)
    if (known !== undefined) return known
    this.#unknown += 1
    this.#names.set(token, `new${this.#unknown}`)
    return `new${this.#unknown}`
  }
}

/** Takes out of an answer what no two runs share, as the recording says under "normalised". */
export function normalise(answer: RawAnswer, scheme: string, tokens: TokenNames): NormalAnswer {
  const headers: Record<string, string> = {}
  for (const name of COMPARED_HEADERS) {
    const value = answer.headers[name]
    if (value !== undefined) headers[name] = normalHeader(name, value, scheme)
  }
  return { status: answer.status, headers, body: normalBody(answer.body, tokens) }
}

function normalHeader(name: string, value: string, scheme: string): string {
  if (name === 'location') return value.replace(/^https?:\/\/[^/]+/, '')
  const [first, ...rest] = value.split(' ')
  return name === 'www-authenticate' && first === scheme ? ['<scheme>', ...rest].join(' ') : value
}

function normalBody(body: Buffer, tokens: TokenNames): unknown {
  if (body.length === 0) return null
  const text = body.toString()
  try {
    return normalValue(JSON.parse(text), tokens)
  } catch {
    return { $text: text.slice(0, TEXT_LENGTH) }
  }
}

/** The same for a JSON value, such as the answer of a hook. */
export function normalValue(value: unknown, tokens: TokenNames): unknown {
  if (typeof value === 'string') return normalText(value, tokens)
  if (Array.isArray(value)) return value.map((each) => normalValue(each, tokens))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, normalValue(each, tokens)]),
  )
}

function normalText(text: string, tokens: TokenNames): string {
  if (TOKEN.test(text)) return `<token:${tokens.nameOf(text)}>`
  if (TIMESTAMP.test(text)) return '<timestamp>'
  return text.replace(PARSER_MESSAGE, '$1<parser message>')
}
