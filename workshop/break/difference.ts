import type { ExampleAnswer } from '../../checks/harness/example.ts'
import type { Received } from '../../checks/harness/http-client.ts'
import { parsedJson } from './placeholders.ts'

/**
 * How a response differs from the expected one, as the end of a sentence. Undefined if it does not.
 */
export function differenceOf(answer: Received, expected: ExampleAnswer): string | undefined {
  if (answer.status === 0) return 'it does not respond'
  if (answer.status !== expected.status) return `it answers ${answer.status}`
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const found = answer.headers[name.toLowerCase()]
    const fits = value === null ? found === undefined : found !== undefined && isLike(found, value)
    if (!fits) return `${name} ${found === undefined ? 'is not sent' : `is ${shown(found)}`}`
  }
  if (!('body' in expected)) return undefined
  return differenceIn(parsedJson(answer.body) ?? answer.body, expected.body, 'the body')
}

function differenceIn(actual: unknown, expected: unknown, where: string): string | undefined {
  const told = `${where} is ${actual === undefined ? 'not there' : shown(actual)}`
  if (typeof expected !== 'object' || expected === null || expected instanceof RegExp) {
    return isLike(actual, expected) ? undefined : told
  }
  if (typeof actual !== 'object' || actual === null) return told
  if (Array.isArray(expected) !== Array.isArray(actual)) return told
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length !== actual.length) {
    return `${where} has ${actual.length} ${actual.length === 1 ? 'item' : 'items'}`
  }
  for (const [name, value] of Object.entries(expected)) {
    const found = Object.hasOwn(actual, name)
      ? (actual as Record<string, unknown>)[name]
      : undefined
    const inner = Array.isArray(expected) ? `item ${Number(name) + 1}` : `\`${name}\``
    const different = differenceIn(found, value, `${inner} of ${where}`)
    if (different) return different
  }
  return undefined
}

function isLike(actual: unknown, expected: unknown): boolean {
  if (!(expected instanceof RegExp)) return actual === expected
  return (typeof actual === 'string' || typeof actual === 'number') && expected.test(String(actual))
}

const LONGEST = 80

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
}
