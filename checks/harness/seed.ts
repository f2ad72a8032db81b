import { User } from '#shared/auth/user.ts'
import { hashOnce } from './hash-once.ts'
import { tokenIfAny } from './token-hooks.ts'
import { v2TokenOf } from './v2-token.ts'

const SEED = [
  { username: 'alice', password: 'alice-pass-1' },
  { username: 'bob', password: 'bob-pass-1' },
  { username: 'root', password: 'root-pass-1', isStaff: true },
  { username: 'inactive', password: 'inactive-pass-1', isActive: false },
]

/** The keys of the users, by name: of version 1 of the API, and of version 2. */
export interface Seeded {
  tokens: Record<string, string | null>
  v2: Record<string, string | null>
}

/**
 * Creates the users of the recorded scenarios, and returns their tokens.
 *
 * @param skip how many ids to skip before theirs
 */
export async function seed(skip = 0): Promise<Seeded> {
  const nobodies = Array.from({ length: skip }, (_, at) => ({ username: `${at}`, password: '' }))
  await User.objects.bulkCreate(nobodies)
  if (skip > 0) await User.objects.delete({ password: '' })
  const tokens: Record<string, string | null> = {}
  const v2: Record<string, string | null> = {}
  for (const { username, password, ...flags } of SEED) {
    const email = `${username}@example.com`
    const values = { username, email, password: await hashOnce(password), ...flags }
    const user = await User.objects.create(values)
    tokens[username] = (await tokenIfAny({ op: 'token', user: username })).key
    // Before step 1 there is no token of any kind.
    v2[username] = await v2TokenOf(user).catch(() => null)
  }
  return { tokens, v2 }
}
