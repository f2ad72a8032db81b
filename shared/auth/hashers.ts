import { createHash } from 'node:crypto'
import { bcryptCompare, bcryptHash } from './hash-pool.ts'

const ALGORITHM = 'bcrypt_sha256$'
/** A cost of more than 15 would keep a thread busy for seconds up to days. */
const ENCODED = /^bcrypt_sha256\$(\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53})$/

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
 * Without a hash to compare with it is false after the same work: time must not tell who has an account.
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
