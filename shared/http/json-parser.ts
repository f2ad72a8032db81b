import { ParseError } from '../exceptions.ts'
import { decode } from './charset.ts'
import { JsonNumber } from './json-number.ts'

/** No data needs deeper nesting, and very deep data breaks recursive code. */
const MAX_DEPTH = 32
/** An object needs a hundred times its size in the body, so a limit on the length is not enough. */
const MAX_VALUES = 50_000

const [QUOTE, COMMA, MINUS, ZERO, NINE, BACKSLASH] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x5c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const REST_OF_NUMBER = /[-+.eE\d]*/y

/**
 * Parses JSON. The numbers directly in an object are JsonNumbers, because fields distinguish `1`
 * and `1.0`.
 *
 * @throws ParseError
 */
export function parseJson(body: Buffer, charset: string): unknown {
  try {
    const text = decode(body, charset)
    const numbers = inspect(text)
    const data = JSON.parse(text)
    if (typeof data === 'number') return new JsonNumber(text.trim())
    if (Array.isArray(data)) return data
    for (const [key, number] of numbers) {
      const name = JSON.parse(key)
      if (typeof data[name] === 'number') data[name] = number
    }
    return data
  } catch (error) {
    if (error instanceof ParseError) throw error
    // The message of JSON.parse quotes the body, which can contain a password.
    throw new ParseError('JSON parse error - the body is not valid JSON')
  }
}

/**
 * Scans the text before it is parsed, and refuses what would take too much memory.
 *
 * @returns the numbers of the outermost object, each with its key as it is written
 */
function inspect(text: string): [key: string, number: JsonNumber][] {
  const numbers: [string, JsonNumber][] = []
  let [depth, values, key] = [0, 1, '']
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const start = at
      at = endOfString(text, start)
      if (depth === 1) key = text.slice(start, at + 1)
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const start = at
      REST_OF_NUMBER.lastIndex = start
      at = start + (REST_OF_NUMBER.exec(text)?.[0].length ?? 1) - 1
      const number = new JsonNumber(text.slice(start, at + 1))
      if (depth === 1 && key !== '') numbers.push([key, number])
    } else if (code === COMMA) values += 1
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      values += 1
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
    if (depth > MAX_DEPTH) throw tooMuch(`nested over ${MAX_DEPTH} levels`)
    if (values > MAX_VALUES) throw tooMuch(`over ${MAX_VALUES} values`)
  }
  return numbers
}

/** The position of the quote that ends a string, or of the last character if there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}

function tooMuch(what: string): ParseError {
  return new ParseError(`JSON parse error - ${what}`)
}
