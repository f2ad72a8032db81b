import type { Decider } from '../policy.ts'
import type { Answer } from './exchange.ts'
import { isLike, isValueLike, type ValueLike } from './value-like.ts'

/**
 * The expected response. A header that is null must be absent. Headers that are not named, and the
 * body if it is not named, are not compared. In both, a ValueLike matches any value of its kind.
 */
export interface Expected {
  status: number
  headers?: Record<string, string | ValueLike | null>
  body?: unknown
  /** One sentence: why this is the expected response. */
  why?: string
  /** When it is expected, if another response is right at another time: `before step 4`. */
  when?: string
  /** What should decide, according to the policy table. It is shown, but not compared. */
  by?: Decider
}

/** Whether the response is the expected one. */
export function agrees(answer: Answer, expected: Expected): boolean {
  const headers = Object.entries(expected.headers ?? {})
  return (
    answer.status === expected.status &&
    headers.every(([name, value]) => matches(answer.headers[name.toLowerCase()] ?? null, value)) &&
    (!('body' in expected) || matches(answer.body, expected.body))
  )
}

function matches(actual: unknown, expected: unknown): boolean {
  if (isValueLike(expected)) return isLike(actual, expected)
  if (typeof expected !== 'object' || expected === null) return actual === expected
  if (typeof actual !== 'object' || actual === null) return false
  const keys = Object.keys(expected)
  return (
    Array.isArray(actual) === Array.isArray(expected) &&
    keys.length === Object.keys(actual).length &&
    keys.every((key) => Object.hasOwn(actual, key) && matches(at(actual, key), at(expected, key)))
  )
}

function at(object: object, key: string): unknown {
  return (object as Record<string, unknown>)[key]
}
