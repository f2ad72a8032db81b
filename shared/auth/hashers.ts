import { createHash } from 'node:crypto'
import { bcryptCompare, bcryptHash } from './hash-pool.ts'

const ALGORITHM = 'bcrypt_sha256$'

/** What hashing costs: two to this power rounds. Checks set it lower, to be quick. */
export const hashing = { cost: 10 }

/**
 * Turns a password into what may be stored.
 *
 * bcrypt alone would ignore everything after 72 bytes and after a NUL; the digest carries it all.
 * https://docs.djangoproject.com/en/stable/topics/auth/passwords/#using-bcrypt-with-django
 */
export async function makePassword(password: string): Promise<string> {
  return ALGORITHM + (await bcryptHash(digest(password), hashing.cost))
}

/**
 * Tells whether the password is the one that was stored.
 *
 * Without a stored one it is false after the same work, so that time does not tell who has an account.
 */
export async function checkPassword(
  password: string,
  encoded: string | undefined,
): Promise<boolean> {
  if (encoded === undefined) {
    await makePassword(password)
    return false
  }
  return bcryptCompare(digest(password), encoded.slice(ALGORITHM.length))
}

function digest(password: string): string {
  return createHash('sha256').update(password).digest('hex')
}
