import bcrypt from 'bcryptjs'

let hashes = 0
const { hash, compare } = bcrypt
/** All users of a run have the same password and hash: comparing takes most of the time of a login. */
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

/** How often a password has been hashed in this process, which decides the time of a response. */
export function countHashes(): number {
  return hashes
}
