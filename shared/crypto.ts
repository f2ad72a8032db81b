import { randomInt, timingSafeEqual } from 'node:crypto'

export const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const DIGITS = '0123456789'

/**
 * A random text that cannot be guessed.
 *
 * https://docs.djangoproject.com/en/stable/topics/security/: `django.utils.crypto`
 */
export function getRandomString(length: number, allowedChars = LETTERS + DIGITS): string {
  const sign = () => allowedChars[randomInt(allowedChars.length)]
  return Array.from({ length }, sign).join('')
}

/** Compares two texts in constant time: the time does not reveal where they differ. */
export function constantTimeCompare(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
