import type { Move } from '../../checks/exam/session.ts'

/** A value of a session that is known only while it runs: `{{alice.key}}`. */
export const VARIABLE = /\{\{(.+?)\.(key|old|csrf|sessionid|hash)((?:\|[^}]*)?)\}\}/g

/** The users at the start of every session. */
const USERS = [
  { name: 'alice', about: 'password alice-pass-1' },
  { name: 'bob', about: 'password bob-pass-1' },
  { name: 'root', about: 'staff, password root-pass-1' },
  { name: 'inactive', about: 'deactivated, password inactive-pass-1' },
]

/** The text for a variable: `ALICE` for a key, `OLD_ALICE`, `ALICE_CSRF`. */
export function shownVariable(name: string, which: string): string {
  // A username can be a number, which would look like a part of the request.
  const shown = /^\d/.test(name) ? `USER_${name}` : asOneWord(name.toUpperCase())
  if (which === 'key') return shown
  return which === 'old' ? `OLD_${shown}` : `${shown}_${which.toUpperCase()}`
}

function asOneWord(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '_')
}

/** What each kind of variable is. */
const MEANINGS: Record<string, (shown: string, name: string) => string> = {
  key: (shown, name) => `Replace ${shown} with the key of a token of ${name}: a login returns it.`,
  old: (shown, name) => `${shown} is the key that ${name} had before the newest one.`,
  csrf: (shown, name) => `${shown} is the newest CSRF token in the browser of ${name}.`,
  sessionid: (shown, name) => `${shown} is the session cookie in the browser of ${name}.`,
  hash: (shown, name) => `${shown} is the stored hash of the password of ${name}.`,
}

/** What is needed to repeat some moves: the users and the values that occur in them. */
export function peopleNote(moves: Move[]): string | undefined {
  const text = JSON.stringify(moves)
  const users = USERS.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text))
  const known = users.map(({ name, about }) => `${name} (${about})`).join(', ')
  const values = [...text.matchAll(VARIABLE)].map(([, name = '', which = '']) => {
    return MEANINGS[which]?.(shownVariable(name, which), name) ?? ''
  })
  const told = [...(known ? [`The users: ${known}.`] : []), ...new Set(values)]
  return told.length > 0 ? told.join(' ') : undefined
}
