import { makePassword } from '#shared/auth/hashers.ts'

const hashed = new Map<string, Promise<string>>()

/** Hashes a password that many accounts have, once: hashing is most of what making one costs. */
export function hashOnce(password: string): Promise<string> {
  const hash = hashed.get(password) ?? makePassword(password)
  hashed.set(password, hash)
  return hash
}
