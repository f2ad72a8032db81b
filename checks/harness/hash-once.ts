import { makePassword } from '#shared/auth/hashers.ts'

const hashed = new Map<string, Promise<string>>()

/** Hashes a password that many users share only once: hashing takes most of the time of creating one. */
export function hashOnce(password: string): Promise<string> {
  const hash = hashed.get(password) ?? makePassword(password)
  hashed.set(password, hash)
  return hash
}

/** Hashes each password again from now on, so that a session does not depend on those before it. */
export function forgetHashes(): void {
  hashed.clear()
}
