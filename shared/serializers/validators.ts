import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Returns the error messages for a value: none, one, or more. */
export type Validator<T> = (value: T) => string[] | Promise<string[]>

/** @param limit in code points, so that an emoji counts one */
export function maxLength(limit: number): Validator<string> {
  return (value) =>
    isLonger(value, limit) ? [`Ensure this field has no more than ${limit} characters.`] : []
}

/** A text is split into code points only if it is short enough to matter. */
function isLonger(text: string, limit: number): boolean {
  return text.length > 2 * limit || [...text].length > limit
}

export const noNullCharacters: Validator<string> = (value) =>
  value.includes('\0') ? ['Null characters are not allowed.'] : []

/** Lone surrogates cannot be written as UTF-8. */
export const noSurrogates: Validator<string> = (value) => {
  const surrogate = /\p{Surrogate}/u.exec(value)?.[0]
  if (surrogate === undefined) return []
  const code = surrogate.charCodeAt(0).toString(16).toUpperCase()
  return [`Surrogate characters are not allowed: U+${code}.`]
}

/** https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.validators.UnicodeUsernameValidator */
export const usernameValidator: Validator<string> = (value) =>
  /^[\p{L}\p{N}_.@+-]+$/u.test(value)
    ? []
    : [
        'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
      ]

const ATOMS = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5321 allows them in quotes, so Django does
const QUOTED = /^"([\x01-\x08\x0b\x0c\x0e-\x1f!#-[\]-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*"$/i
const DOMAIN = /^([A-Z0-9]([A-Z0-9-]{0,61}[A-Z0-9])?\.)+[A-Z0-9-]{1,62}[A-Z0-9]$/i
/** The characters of a domain. domainToASCII would also drop line ends and read `%2e` as a dot. */
const INTERNATIONAL = /^[A-Z0-9.\u{80}-\u{10ffff}-]+$/iu
const MAX_EMAIL = 320

/** https://docs.djangoproject.com/en/stable/ref/validators/#emailvalidator */
export const emailValidator: Validator<string> = (value) =>
  isEmail(value) ? [] : ['Enter a valid email address.']

function isEmail(value: string): boolean {
  const at = value.lastIndexOf('@')
  const [user, domain] = [value.slice(0, at), value.slice(at + 1)]
  if (at < 0 || value.length > MAX_EMAIL) return false
  if (!ATOMS.test(user) && !QUOTED.test(user)) return false
  if (domain === 'localhost' || isDomain(domain)) return true
  return INTERNATIONAL.test(domain) && isDomain(domainToASCII(domain))
}

function isDomain(domain: string): boolean {
  const literal = /^\[([A-F0-9:.]+)\]$/i.exec(domain)?.[1]
  return literal === undefined ? DOMAIN.test(domain) : isIP(literal) !== 0
}
