import bcrypt from 'bcryptjs'

/**
 * Hashes each password twice only: hashing takes most of the time of a login, and a grading uses few
 * passwords. It is loaded before the harness, which still counts every call.
 */
const hashes = new Map<string, { made: Promise<string>[]; calls: number }>()
const compared = new Map<string, Promise<boolean>>()
const { hash, compare } = bcrypt

/** Begins with the first hash of each password again, so that a session does not depend on those before it. */
export function takeFirstHashes(): void {
  for (const known of hashes.values()) known.calls = 0
}

Object.assign(bcrypt, {
  hash(text: string, cost: number): Promise<string> {
    const key = `${cost} ${text}`
    const known = hashes.get(key) ?? { made: [], calls: 0 }
    hashes.set(key, known)
    // In turns: with one hash for a password, code that compares hashes would seem to be right.
    const turn = known.calls++ % 2
    const made = known.made[turn] ?? hash(text, cost)
    known.made[turn] = made
    return made
  },

  compare(text: string, encoded: string): Promise<boolean> {
    const key = `${encoded} ${text}`
    const result = compared.get(key) ?? compare(text, encoded)
    compared.set(key, result)
    return result
  },
})
