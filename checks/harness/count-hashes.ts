import bcrypt from 'bcryptjs'

let hashes = 0
const { hash, compare } = bcrypt
/** Everybody of a run has one password and one hash, and comparing is most of what a login costs. */
const compared = new Map<string, Promise<boolean>>()

bcrypt.hash = (...args: unknown[]) => {
  hashes += 1
  return (hash as (...args: unknown[]) => never)(...args)
}

bcrypt.compare = (text: string, hash: string) => {
  hashes += 1
  const key = `${hash} ${text}`
  const result = compared.get(key) ?? compare(text, hash)
  compared.set(key, result)
  return result
}

/** How often a password has been hashed in this process: the work that time tells of. */
export function countHashes(): number {
  return hashes
}
