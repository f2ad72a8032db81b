import { createHash } from 'node:crypto'
import { bcryptCompare, bcryptHash } from './hash-pool.ts'

const ALGORITHM = 'bcrypt_sha256$'
/** With a cost of more than 15, a hash would take seconds to days. */
const ENCODED = /^bcrypt_sha256\$(\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53})$/

/** The cost of a hash: 2 to this power rounds. */
export const DEFAULT_COST = 10
export const hashing = { cost: DEFAULT_COST }

/**
 * Hashes a password for storage.
 *
 * bcrypt ignores everything after 72 bytes or a NUL, so it hashes a digest of the whole password.
 * https://docs.djangoproject.com/en/stable/topics/auth/passwords/#using-bcrypt-with-django
 */
export async function makePassword(password: string): Promise<string> {
  return ALGORITHM + (await bcryptHash(digest(password), hashing.cost))
}

/**
 * Whether the password matches the stored hash.
 *
 * Without a hash, returns false after the same work: the time must not reveal who has an account.
 */
export async function checkPassword(
  password: string,
  encoded: string | undefined,
): Promise<boolean> {
  const hash = ENCODED.exec(encoded ?? '')?.[1]
  if (hash !== undefined) return bcryptCompare(digest(password), hash)
  await makePassword(password)
  return false
}

function digest(password: string): string {
  return createHash('sha256').update(password).digest('hex')
}
