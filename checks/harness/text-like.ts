/**
 * Stands in an expected body for any text of a kind.
 *
 * A plain object, since classes do not survive the way from one process to another.
 */
export interface TextLike {
  /** What the text is, in words: `a key`. */
  description: string
  pattern: RegExp
}

export const A_KEY: TextLike = { description: 'a key', pattern: /./ }

export const A_NEW_KEY: TextLike = {
  description: 'a key of 40 hexadecimal digits',
  pattern: /^[0-9a-f]{40}$/,
}

export const A_MOMENT: TextLike = {
  description: 'a moment in UTC',
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/,
}

/** Any key but this one. */
export function otherThan(key: string): TextLike {
  return { description: `a key other than ${key}`, pattern: new RegExp(`^(?!${key}$).`) }
}

export function isTextLike(value: unknown): value is TextLike {
  return (value as Partial<TextLike> | null)?.pattern instanceof RegExp
}
