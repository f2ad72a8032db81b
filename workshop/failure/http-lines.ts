import { STATUS_CODES } from 'node:http'
import type { Answer, SentRequest } from '../../checks/harness/exchange.ts'
import type { Expected } from '../../checks/harness/expectation.ts'
import { isValueLike } from '../../checks/harness/value-like.ts'

/** The received response: status line, relevant headers, body. */
export function answerLines({ status, headers, body }: Answer, expected: Expected[]): string[] {
  const named = expected.flatMap(({ headers }) => Object.keys(headers ?? {}))
  const matter = [...new Set([...named, 'WWW-Authenticate'])]
  const present = matter.filter((name) => headers[name.toLowerCase()] !== undefined)
  return [
    statusLine(status),
    ...present.flatMap((name) =>
      (headers[name.toLowerCase()] ?? '').split('\n').map((value) => `${name}: ${value}`),
    ),
    body === null ? '(no body)' : shown(body),
  ]
}

/** The expected response in the same form, with only the compared parts. */
export function expectedLines(expected: Expected): string[] {
  const lines = [statusLine(expected.status)]
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const text = isValueLike(value) ? json(value) : value
    lines.push(text === null ? `(no header ${name})` : `${name}: ${text}`)
  }
  if ('body' in expected) lines.push(expected.body === null ? '(no body)' : shown(expected.body))
  if (expected.when) lines.push(`(${expected.when})`)
  return lines
}

function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim()
}

const LONGEST = 600

function shown(body: unknown): string {
  const text = typeof body === 'string' ? body : json(body)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} … (${text.length} characters)` : text
}

/** JSON in which a ValueLike has no quotes: `<a key>`. */
function json(value: unknown): string {
  if (isValueLike(value)) return `<${value.description}>`
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing'
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${json(each)}`,
  )
  return `{${entries.join(', ')}}`
}

/** A request as a `curl` line that sends the same bytes. `base` is the address of the API. */
export function curlLine({ method, path, headers, body }: SentRequest, base: string): string {
  const words = ['curl', '-i']
  // Without these options, curl would expand patterns in the path, or normalise it.
  if (/[[\]{}]/.test(path)) words.push('-g')
  if (/\/\.{1,2}(\/|$)/.test(path)) words.push('--path-as-is')
  if (method === 'HEAD') words.push('-I')
  else if (method !== (body === undefined ? 'GET' : 'POST')) words.push('-X', method)
  words.push(quoted(base + path))
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) words.push('-H', headerWord(name, value))
  }
  if (body === undefined) return words.join(' ')
  if (CONTROL.test(body)) {
    const bytes = printfWord(Buffer.from(body))
    return `printf ${bytes} | ${[...words, '--data-binary', '@-'].join(' ')}`
  }
  // curl reads a value that begins with @ as the name of a file.
  words.push(body.startsWith('@') ? '--data-raw' : '-d', quoted(body))
  return words.join(' ')
}

/** Characters that cannot be pasted into every terminal. */
const CONTROL = /\p{Cc}/u

/** Node sends each character of a header as one byte, but a terminal would send UTF-8. */
function headerWord(name: string, value: string): string {
  const header = value === '' ? `${name};` : `${name}: ${value}`
  return /^[ -~]*$/.test(header)
    ? quoted(header)
    : `"$(printf ${printfWord(Buffer.from(header, 'latin1'))})"`
}

/** Bytes for printf, in octal, which every shell supports. */
function printfWord(bytes: Buffer): string {
  const characters = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte)
    if (character === '%') return '%%'
    return /^[ -~]$/.test(character) && !/['\\]/.test(character)
      ? character
      : `\\${byte.toString(8).padStart(3, '0')}`
  })
  return `'${characters.join('')}'`
}

/**
 * All shells except PowerShell read double quotes in the same way, if there is no $ or similar
 * inside.
 */
function quoted(text: string): string {
  if (/^[\w./:?=&-]+$/.test(text) && !text.includes('&')) return text
  if (!/[$`\\!%]/.test(text)) return `"${text.replaceAll('"', '\\"')}"`
  return `'${text.replaceAll("'", "'\\''")}'`
}
