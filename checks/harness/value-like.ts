/**
 * Matches any text or number of a kind in an expected body.
 *
 * It is a plain object, because classes cannot be sent to another process.
 */
export interface ValueLike {
  /** What the value is, in words: `a key`. */
  description: string
  pattern: RegExp
}

export const AN_ID: ValueLike = { description: 'an id', pattern: /^\d+$/ }

export const A_KEY: ValueLike = { description: 'a key', pattern: /./ }

export const A_NEW_KEY: ValueLike = {
  description: 'a key of 40 hexadecimal digits',
  pattern: /^[0-9a-f]{40}$/,
}

export const A_V2_TOKEN: ValueLike = {
  description: 'a token of 64 hexadecimal digits',
  pattern: /^[0-9a-f]{64}$/,
}

export const A_DIGEST: ValueLike = {
  description: 'a digest of 128 hexadecimal digits',
  pattern: /^[0-9a-f]{128}$/,
}

export const A_MOMENT: ValueLike = {
  description: 'a moment in UTC',
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/,
}

/** Matches any text but this one. */
export function otherThan(text: string, what = 'a key'): ValueLike {
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return { description: `${what} other than ${text}`, pattern: new RegExp(`^(?!${literal}$).`) }
}

export const AT_LEAST_1: ValueLike = { description: '1 or more', pattern: /^[1-9]\d*$/ }

export const AT_LEAST_20: ValueLike = {
  description: '20 or more',
  pattern: /^([2-9]\d|\d{3,})$/,
}

export function isValueLike(value: unknown): value is ValueLike {
  return (value as Partial<ValueLike> | null)?.pattern instanceof RegExp
}

/** Whether a value is of the kind. */
export function isLike(value: unknown, { pattern }: ValueLike): boolean {
  return (typeof value === 'string' || typeof value === 'number') && pattern.test(String(value))
}
