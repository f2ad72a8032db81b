import bcrypt from 'bcryptjs'
import { beOvertaken, inTurn } from './remote-database.ts'

let hashes = 0
const { hash, compare } = bcrypt
/** All users of a run have the same password and hash: comparing takes most of the time of a login. */
const compared = new Map<string, Promise<boolean>>()

// A hash that is not awaited costs the client no time, so it is refused and does not count.
bcrypt.hash = async (...args: unknown[]) => {
  await inTurn()
  hashes += 1
  return (hash as (...args: unknown[]) => never)(...args)
}

bcrypt.compare = async (text: string, hash: string) => {
  hashes += 1
  await beOvertaken()
  const key = `${hash} ${text}`
  const result = compared.get(key) ?? compare(text, hash)
  compared.set(key, result)
  return result
}

/** How often a password has been hashed in this process, which decides the time of a response. */
export function countHashes(): number {
  return hashes
}
