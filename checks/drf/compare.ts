import { isDeepStrictEqual } from 'node:util'
import type { Cookie, NormalAnswer } from './recording.ts'

/** A difference between a response and the recorded one. */
export interface Difference {
  /** `status`, `header allow`, `body`, … */
  what: string
  expected: unknown
  got: unknown
}

/**
 * Compares a response with the recorded one, and returns the first difference.
 *
 * @param bodyCounts false if the recording says that the body may differ
 */
export function compare(
  got: NormalAnswer,
  expected: NormalAnswer,
  bodyCounts = true,
): Difference | undefined {
  if (got.status !== expected.status) {
    return { what: 'status', expected: expected.status, got: got.status }
  }
  const names = new Set([...Object.keys(expected.headers), ...Object.keys(got.headers)])
  for (const name of names) {
    const [wanted, found] = [expected.headers[name] ?? null, got.headers[name] ?? null]
    if (wanted !== found) return { what: `header ${name}`, expected: wanted, got: found }
  }
  const cookies = compareCookies(got.cookies, expected.cookies)
  if (cookies) return cookies
  if (expected.statuses) {
    const difference = compareValues('statuses', got.statuses, expected.statuses)
    if (difference) return difference
  }
  if (!bodyCounts) return undefined
  return compareValues('body', got.body, expected.body)
}

/** The attributes of a cookie have no order. */
function compareCookies(got: Cookie[] = [], expected: Cookie[] = []): Difference | undefined {
  return isDeepStrictEqual(got, expected) ? undefined : { what: 'cookies', expected, got }
}

/** Compares two JSON values, including the order of keys: it is part of DRF's response. */
export function compareValues(
  what: string,
  got: unknown,
  expected: unknown,
): Difference | undefined {
  const same = isDeepStrictEqual(got, expected) && JSON.stringify(got) === JSON.stringify(expected)
  return same ? undefined : { what, expected, got }
}
